using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class ProviderOrderTests
{
    [Fact]
    public Task ReportsTheCpuFirst() => MlNetTest.Verify<ProviderOrder>("""
        using Microsoft.ML.OnnxRuntime;
        class Setup
        {
            static SessionOptions Make()
            {
                var options = new SessionOptions();
                options.AppendExecutionProvider_CPU(0);
                options.{|MLD2103:AppendExecutionProvider_CUDA|}(0);
                return options;
            }
        }
        """);

    [Fact]
    public Task ReportsOptionsInAField() => MlNetTest.Verify<ProviderOrder>("""
        using Microsoft.ML.OnnxRuntime;
        class First
        {
            private readonly SessionOptions options = new();
            public First() { options.AppendExecutionProvider_CPU(); options.{|MLD2103:AppendExecutionProvider_CUDA|}(0); }
        }
        class Second
        {
            private SessionOptions Options { get; } = new();
            public Second(bool card) { this.Options.AppendExecutionProvider_CPU(); if (card) this.Options.{|MLD2103:AppendExecutionProvider_DML|}(0); }
        }
        """);

    [Fact]
    public Task AllowsTheCpuOnAnotherWay() => MlNetTest.Verify<ProviderOrder>("""
        using Microsoft.ML.OnnxRuntime;
        class Setup
        {
            private readonly SessionOptions options = new(), others = new();
            public Setup(string device, Setup other)
            {
                switch (device)
                {
                    case "cpu": options.AppendExecutionProvider_CPU(); return;
                    case "gpu": options.AppendExecutionProvider_CUDA(0); return;
                }
                if (device.Length > 3) { options.AppendExecutionProvider_CPU(); return; }
                options.AppendExecutionProvider_DML(0);
                others.AppendExecutionProvider_CPU();
                other.options.AppendExecutionProvider_CPU();
            }
            void Card() => options.AppendExecutionProvider_CUDA(0);
        }
        """);

    [Fact]
    public Task AllowsTheCpuLast() => MlNetTest.Verify<ProviderOrder>("""
        using Microsoft.ML.OnnxRuntime;
        class Setup
        {
            static SessionOptions Make()
            {
                var options = new SessionOptions();
                options.AppendExecutionProvider_CUDA(0);
                options.AppendExecutionProvider_CPU(0);
                var other = new SessionOptions();
                other.AppendExecutionProvider_DML(0);
                return options;
            }
        }
        """);

    [Fact]
    public Task ReportsAnAcceleratorWithoutFallback() => MlNetTest.Verify<ProviderOrder>("""
        using Microsoft.ML.OnnxRuntime;
        class Setup
        {
            static InferenceSession Make(string path)
            {
                var options = new SessionOptions();
                options.{|MLD2103:AppendExecutionProvider_CUDA|}(0);
                return new InferenceSession(path, options);
            }
        }
        """);

    [Fact]
    public Task ReportsAnMlNetStepWithoutFallback() => MlNetTest.VerifyBody<ProviderOrder>("""
        var first = ml.Transforms.{|MLD2103:ApplyOnnxModel|}("out", "in", path, gpuDeviceId: 0);
        var second = ml.Transforms.ApplyOnnxModel("out", "in", path, gpuDeviceId: 0, fallbackToCpu: true);
        var third = ml.Transforms.ApplyOnnxModel("out", "in", path);
        int? device = path.Length > 3 ? 0 : null;
        var fourth = ml.Transforms.ApplyOnnxModel("out", "in", path, gpuDeviceId: device);
        """);

    [Fact]
    public Task AllowsAcceleratorsUnderAConditionOrInATry() => MlNetTest.Verify<ProviderOrder>("""
        using Microsoft.ML.OnnxRuntime;
        class Setup
        {
            static InferenceSession Make(string path, bool card)
            {
                var options = new SessionOptions();
                if (card) options.AppendExecutionProvider_CUDA(0);
                try { options.AppendExecutionProvider_Tensorrt(0); } catch (InvalidOperationException) { }
                return new InferenceSession(path, options);
            }
        }
        """);

    [Fact]
    public Task AllowsOptionsThatAreHandedOn() => MlNetTest.Verify<ProviderOrder>("""
        using Microsoft.ML.OnnxRuntime;
        class Setup
        {
            static SessionOptions Make()
            {
                var options = new SessionOptions();
                options.AppendExecutionProvider_CUDA(0);
                return options;
            }
            static void Given(SessionOptions options) => options.AppendExecutionProvider_CUDA(0);
        }
        """);

    [Fact]
    public Task SwapsTheStatements() => MlNetTest.Fix<ProviderOrder, ProviderOrderFix>("""
        using Microsoft.ML.OnnxRuntime;
        class Setup
        {
            static void Make(SessionOptions given)
            {
                var options = given;
                options.AppendExecutionProvider_CPU(0);
                options.{|MLD2103:AppendExecutionProvider_CUDA|}(0);
            }
        }
        """, """
        using Microsoft.ML.OnnxRuntime;
        class Setup
        {
            static void Make(SessionOptions given)
            {
                var options = given;
                options.AppendExecutionProvider_CUDA(0);
                options.AppendExecutionProvider_CPU(0);
            }
        }
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.Verify<ProviderOrder>("""
        #pragma warning disable MLD2103
        using Microsoft.ML.OnnxRuntime;
        class Setup
        {
            static SessionOptions Make()
            {
                var options = new SessionOptions();
                options.AppendExecutionProvider_CPU(0);
                options.AppendExecutionProvider_CUDA(0);
                return options;
            }
        }
        """);
}
