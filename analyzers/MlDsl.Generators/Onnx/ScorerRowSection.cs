using MlDsl.Generators.Compiled;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>The calls of an adapter whose records go straight through the program of a row: no tensors and nothing lent.</summary>
internal static class ScorerRowSection
{
    private const string Rows = OnnxNames.Runtime + ".OnnxRows", Each = "for (int row = 0; row < inputs.Length; row++) ScoreRow(in inputs[row], out outputs[row]);";

    public static void Write(SourceWriter writer, OnnxModelSpec spec, ScorerSpec scorer, RowWants wants)
    {
        string input = scorer.Input.Type, output = scorer.Output.Type;
        RowParts parts = wants.Parts;
        writer.Line("/// <inheritdoc/>");
        using (writer.Block($"public void Run(in {input} input, out {output} output)"))
        {
            writer.Line("global::System.ObjectDisposedException.ThrowIf(isDisposed, this);");
            if (scorer.Input.IsReference) writer.Line("global::System.ArgumentNullException.ThrowIfNull(input);");
            writer.Line("ScoreRow(in input, out output);");
        }
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        using (writer.Block($"public void Run(global::System.ReadOnlySpan<{input}> inputs, global::System.Span<{output}> outputs)"))
        {
            writer.Line($"{Rows}.SameLength(inputs.Length, outputs.Length);");
            writer.Line("global::System.ObjectDisposedException.ThrowIf(isDisposed, this);");
            if (scorer.Input.IsReference)
            {
                writer.Line("for (int row = 0; row < inputs.Length; row++)");
                using (writer.Indent()) writer.Line("global::System.ArgumentNullException.ThrowIfNull(inputs[row], nameof(inputs));");
            }
            if (wants.Trees is { } trees) RowBlocks.Write(writer, trees, parts[trees.Reference], "inputs.Length", static row => $"in inputs[{row}]", static row => $"out outputs[{row}]");
            else if (wants.Layers is { Count: > 0 } layers)
            {
                using (writer.Block($"if (inputs.Length < {LayerBlocks.Least})")) writer.Line(Each);
                using (writer.Block("else")) LayerBlocks.Write(writer, layers, parts, "inputs.Length", null, static row => $"in inputs[{row}]", static row => $"out outputs[{row}]");
            }
            else writer.Line(Each);
        }
        writer.Line();
        WriteAsync(writer, input, output);
        writer.Line();
        WriteProgram(writer, spec, scorer, wants, parts);
        ScorerFeatureSection.Write(writer, scorer);
        ScorerInputSection.WriteAllNames(writer, spec, scorer);
        ScorerOutputSection.WriteTables(writer, spec, scorer);
        writer.Line();
        writer.Line("/// <summary>Texts, weights and trees, shared by all calls.</summary>");
        using (writer.Block($"private sealed class Parts{(parts.IsEmpty ? "" : "(global::MlDsl.Kernels.ModelWeights weights)")}")) parts.Write(writer);
    }

    private static void WriteAsync(SourceWriter writer, string input, string output)
    {
        const string task = "global::System.Threading.Tasks.ValueTask", token = "global::System.Threading.CancellationToken";
        writer.Line("/// <inheritdoc/>");
        using (writer.Block($"public {task}<{output}> RunAsync({input} input, {token} cancellation = default)"))
        {
            writer.Line($"if (cancellation.IsCancellationRequested) return {task}.FromCanceled<{output}>(cancellation);");
            writer.Line($"Run(in input, out {output} output);");
            writer.Line($"return new {task}<{output}>(output);");
        }
    }

    private static void WriteProgram(SourceWriter writer, OnnxModelSpec spec, ScorerSpec scorer, RowWants wants, RowParts parts)
    {
        var inputs = new ScorerRowInputs(spec, scorer);
        var code = new RowCode(writer, wants.Program, parts, inputs);
        string input = scorer.Input.Type, output = scorer.Output.Type;
        if (wants.Trees is not { } trees)
        {
            using (writer.Block($"private void ScoreRow(in {input} input, out {output} output)"))
            {
                inputs.Write(writer);
                foreach (RowStep step in wants.Steps) code.Write(step);
                WriteResult(writer, spec, scorer, wants, code);
            }
            if (wants.Layers is not { Count: > 0 } layers) return;
            writer.Line();
            WriteAround(layers, LayerBlocks.Parameter(layers));
            return;
        }
        using (writer.Block($"private void ScoreRow(in {input} input, out {output} output)"))
        {
            writer.Line($"global::System.Span<{trees.Element}> features = stackalloc {trees.Element}[{Literals.Whole(trees.Width)}];");
            writer.Line("WriteRow(in input, features);");
            code.WriteTrees(trees, "features", "");
            writer.Line($"ReadRow({trees.Reference}{RowBlocks.Chosen(trees, trees.Reference + "Class")}, out output);");
        }
        writer.Line();
        WriteAround([trees], RowBlocks.Parameters(trees));

        void WriteAround(IReadOnlyList<RowStep> middle, string parameters)
        {
            IReadOnlyList<RowStep> features = wants.Program.Needed(middle[0].Items);
            using (writer.Block($"private void WriteRow(in {input} input, global::System.Span<{middle[0].Element}> features)"))
            {
                inputs.Write(writer);
                foreach (RowStep step in features) code.Write(step);
                code.WriteInto("features", middle[0].Items);
            }
            writer.Line();
            using (writer.Block($"private void ReadRow({parameters}, out {output} output)"))
            {
                foreach (RowStep step in wants.Steps.Where(step => !middle.Contains(step) && !features.Contains(step))) code.Write(step);
                WriteResult(writer, spec, scorer, wants, code);
            }
        }
    }

    // Outputs that are lists lie in a span first.
    private static void WriteResult(SourceWriter writer, OnnxModelSpec spec, ScorerSpec scorer, RowWants wants, RowCode code)
    {
        foreach (int i in scorer.Outputs.Where(static bound => bound.Member.Form != MemberForm.Single).Select(static bound => bound.Index).Distinct())
            code.WriteSpan($"output{Literals.Whole(i)}", spec.Outputs[i].IsScoreMaps ? "float" : spec.Outputs[i].Element, wants.Program.Results[i].Items);
        ScorerOutputSection.WriteResult(writer, spec, scorer, "output", new RowOutputs(wants.Program, code));
    }

    private sealed class RowOutputs(RowProgram program, RowCode code) : IScorerOutputs
    {
        public string Element(int index, int offset, long width)
        {
            var (item, place) = program.Results[index].At(offset);
            string cell = code.Cell(item, place);
            return cell[0] == '-' ? $"({cell})" : cell;
        }

        public string Text(int index, int offset, long width) => Element(index, offset, width);

        public string Slice(int index, int offset, long width, long count) => $"output{Literals.Whole(index)}.Slice({Literals.Whole(offset)}, {Literals.Whole(count)})";
    }
}
