using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers.Tests;

public sealed class NotDisposedTests
{
    [Fact]
    public Task ReportsResultsAndValues() => MlNetTest.Verify<NotDisposed>("""
        using Microsoft.ML.OnnxRuntime;
        class Scorer
        {
            static float Score(InferenceSession session, List<NamedOnnxValue> inputs)
            {
                var {|MLD2102:results|} = session.Run(inputs);
                var {|MLD2102:value|} = OrtValue.CreateTensorValueFromMemory(new float[1], new long[] { 1 });
                return results.First().AsEnumerable<float>().First() + value.GetTensorDataAsSpan<float>()[0];
            }
        }
        """);

    [Fact]
    public Task AllowsUsing() => MlNetTest.Verify<NotDisposed>("""
        using Microsoft.ML.OnnxRuntime;
        class Scorer
        {
            static float Score(InferenceSession session, List<NamedOnnxValue> inputs)
            {
                using var results = session.Run(inputs);
                using (var more = session.Run(inputs)) return more.First().AsEnumerable<float>().First() + results.Count;
            }
        }
        """);

    [Fact]
    public Task AllowsAValueThatIsHandedOn() => MlNetTest.Verify<NotDisposed>("""
        using Microsoft.ML.OnnxRuntime;
        class Scorer
        {
            private readonly InferenceSession session;
            Scorer() { var made = new InferenceSession("model.onnx"); session = made; }
            IDisposableReadOnlyCollection<DisposableNamedOnnxValue> Run(List<NamedOnnxValue> inputs) { var results = session.Run(inputs); return results; }
            void Close() { var results = session.Run(new List<NamedOnnxValue>()); results.Dispose(); }
        }
        """);

    [Fact]
    public Task AllowsASingletonThatLivesAsLongAsTheProgram() => MlNetTest.Verify<NotDisposed>("""
        using Microsoft.ML.OnnxRuntime;
        static class Scorer { public static readonly InferenceSession Session = new("model.onnx"); }
        """);

    [Fact]
    public Task DeclaresItWithUsing() => MlNetTest.Fix<NotDisposed, NotDisposedFix>("""
        using Microsoft.ML.OnnxRuntime;
        class Scorer
        {
            static int Score(InferenceSession session, List<NamedOnnxValue> inputs)
            {
                var {|MLD2102:results|} = session.Run(inputs);
                return results.Count;
            }
        }
        """, """
        using Microsoft.ML.OnnxRuntime;
        class Scorer
        {
            static int Score(InferenceSession session, List<NamedOnnxValue> inputs)
            {
                using var results = session.Run(inputs);
                return results.Count;
            }
        }
        """);

    [Fact]
    public Task ReportsAResultThatNobodyHolds() => MlNetTest.Verify<NotDisposed>("""
        using Microsoft.ML.OnnxRuntime;
        class Scorer
        {
            static float First(InferenceSession session, NamedOnnxValue[] inputs) => session.{|MLD2102:Run|}(inputs).First().AsEnumerable<float>().First();
            static float Second(InferenceSession session, NamedOnnxValue[] inputs)
            {
                foreach (var output in session.{|MLD2102:Run|}(inputs)) return output.AsEnumerable<float>().First();
                return session.{|MLD2102:Run|}(inputs)[0].AsEnumerable<float>().First();
            }
        }
        """);

    [Fact]
    public Task AllowsAResultThatTheCallerHolds() => MlNetTest.Verify<NotDisposed>("""
        using Microsoft.ML.OnnxRuntime;
        class Scorer
        {
            static IDisposableReadOnlyCollection<DisposableNamedOnnxValue> Score(InferenceSession session, NamedOnnxValue[] inputs) => session.Run(inputs);
        }
        """);

    [Fact]
    public Task IsSilencedByPragma() => MlNetTest.Verify<NotDisposed>("""
        #pragma warning disable MLD2102
        using Microsoft.ML.OnnxRuntime;
        class Scorer
        {
            static float Score(InferenceSession session, List<NamedOnnxValue> inputs)
            {
                var results = session.Run(inputs);
                var value = OrtValue.CreateTensorValueFromMemory(new float[1], new long[] { 1 });
                return results.First().AsEnumerable<float>().First() + value.GetTensorDataAsSpan<float>()[0];
            }
        }
        """);
}
