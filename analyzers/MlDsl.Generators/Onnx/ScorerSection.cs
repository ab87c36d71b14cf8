using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>The calls of an adapter that is bound to the user's own types: <c>IScorer</c>.</summary>
internal static class ScorerSection
{
    private const string Rows = OnnxNames.Runtime + ".OnnxRows";

    public static void Write(SourceWriter writer, OnnxModelSpec spec, ScorerSpec scorer)
    {
        string input = scorer.Input.Type, output = scorer.Output.Type;
        writer.Line("/// <inheritdoc/>");
        using (writer.Block($"public void Run(in {input} input, out {output} output)"))
        {
            writer.Line($"using {spec.Binding} call = Bind(new global::System.ReadOnlySpan<{input}>(in input));");
            writer.Line("call.Run();");
            writer.Line("output = ReadOne(call);");
        }
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        using (writer.Block($"public void Run(global::System.ReadOnlySpan<{input}> inputs, global::System.Span<{output}> outputs)"))
        {
            writer.Line($"{Rows}.SameLength(inputs.Length, outputs.Length);");
            if (scorer.IsBatched)
            {
                writer.Line("if (inputs.IsEmpty) return;");
                writer.Line($"using {spec.Binding} call = Bind(inputs);");
                writer.Line("call.Run();");
                writer.Line("Read(call, outputs);");
            }
            else
            {
                writer.Line("// The graph has no batch dimension of its own.");
                writer.Line("for (int row = 0; row < inputs.Length; row++) Run(in inputs[row], out outputs[row]);");
            }
        }
        writer.Line();
        WriteAsync(writer, spec, input, output);
        writer.Line();
        ScorerInputSection.Write(writer, spec, scorer);
        writer.Line();
        ScorerOutputSection.Write(writer, spec, scorer);
    }

    private static void WriteAsync(SourceWriter writer, OnnxModelSpec spec, string input, string output)
    {
        const string task = "global::System.Threading.Tasks.ValueTask", token = "global::System.Threading.CancellationToken";
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public {task}<{output}> RunAsync({input} input, {token} cancellation = default) =>");
        using (writer.Indent()) writer.Line($"Bind(new global::System.ReadOnlySpan<{input}>(in input)).ReadAsync(ReadOne, cancellation);");
    }
}
