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
    public Task ReportsWhatARunWasHanded() => MlNetTest.Verify<NotDisposed>("""
        using Microsoft.ML.OnnxRuntime;
        static class Scorer
        {
            static void Value(InferenceSession s) { var {|MLD2102:v|} = OrtValue.CreateTensorValueFromMemory(new float[3], [1, 3]); using var ro = new RunOptions(); using var outs = s.Run(ro, ["x"], [v], ["y"]); }
            static float Options(InferenceSession s) { using var v = OrtValue.CreateTensorValueFromMemory(new float[3], [1, 3]); var {|MLD2102:ro|} = new RunOptions(); var {|MLD2102:outs|} = s.Run(ro, ["x"], [v], ["y"]); return outs[0].GetTensorDataAsSpan<float>()[0]; }
            static string Binding(InferenceSession s) { var {|MLD2102:b|} = s.CreateIoBinding(); s.RunWithBinding(new {|MLD2102:RunOptions|}(), b); return b.GetOutputNames()[0]; }
            static void Array(InferenceSession s) { using var ro = new RunOptions(); var {|MLD2102:v|} = OrtValue.CreateTensorValueFromMemory(new float[1], [1]); using var outs = s.Run(ro, new[] { "x" }, new OrtValue[] { v }, new[] { "y" }); }
            static void InPlace(InferenceSession s, RunOptions ro) { using var outs = s.Run(ro, ["x"], [OrtValue.{|MLD2102:CreateTensorValueFromMemory|}(new float[1], [1])], ["y"]); }
            static void Map(InferenceSession s, RunOptions ro)
            {
                var {|MLD2102:a|} = OrtValue.CreateTensorValueFromMemory(new float[1], [1]);
                var {|MLD2102:b|} = OrtValue.CreateTensorValueFromMemory(new float[1], [1]);
                var inputs = new Dictionary<string, OrtValue> { ["a"] = a };
                inputs.Add("b", b);
                using var outs = s.Run(ro, inputs, ["y"]);
            }
            static void Bound(InferenceSession s) { using var b = s.CreateIoBinding(); var {|MLD2102:v|} = OrtValue.CreateTensorValueFromMemory(new float[1], [1]); b.BindInput("x", v); }
        }
        """);

    [Fact]
    public Task AllowsWhatSomebodyElseMayDispose() => MlNetTest.Verify<NotDisposed>("""
        using Microsoft.ML.OnnxRuntime;
        class Scorer
        {
            private readonly RunOptions options = new();
            private readonly List<OrtValue> kept = [];
            static OrtValue Sequence() { var v = OrtValue.CreateTensorValueFromMemory(new float[1], [1]); return OrtValue.CreateSequence([v]); }
            void Keep() { var v = OrtValue.CreateTensorValueFromMemory(new float[1], [1]); kept.Add(v); }
            void List(InferenceSession s)
            {
                var v = OrtValue.CreateTensorValueFromMemory(new float[1], [1]);
                var inputs = new Dictionary<string, OrtValue> { ["a"] = v };
                using var outs = s.Run(options, inputs, ["y"]);
                foreach (var input in inputs.Values) input.Dispose();
            }
            static Dictionary<string, OrtValue> Inputs() { var v = OrtValue.CreateTensorValueFromMemory(new float[1], [1]); var inputs = new Dictionary<string, OrtValue> { ["a"] = v }; return inputs; }
            void Later(InferenceSession s) { var ro = new RunOptions(); try { s.Run(ro, ["x"], [], ["y"], []); } finally { ro.Dispose(); } }
            void Statement(InferenceSession s) { var ro = new RunOptions(); using (ro) { s.Run(ro, ["x"], [], ["y"], []); } }
            void Maybe(InferenceSession s, bool now) { var b = now ? s.CreateIoBinding() : null; b?.Dispose(); }
            static void Given(InferenceSession s, RunOptions ro, OrtValue v) => s.Run(ro, ["x"], [v], ["y"], [v]);
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
