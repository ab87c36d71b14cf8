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
