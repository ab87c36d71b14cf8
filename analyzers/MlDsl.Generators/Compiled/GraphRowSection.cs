namespace MlDsl.Generators.Compiled;

/// <summary>The program of a row inside a graph whose inputs and outputs are tensors.</summary>
internal static class GraphRowSection
{
    /// <summary>Writes the calls of it, at the end of the graph's.</summary>
    public static void WriteCalls(SourceWriter writer, GraphPlan plan, GraphNaming naming, RowWants rows)
    {
        foreach (int i in rows.Outputs)
            writer.Line($"{naming.Expression(plan.Outputs[i])}.Resize({Shape(rows.Program.Results[i].Sizes)});");
        if (rows.Trees is { } trees) RowBlocks.Write(writer, trees, rows.Parts[trees.Reference], "Rows", static row => row, static row => row);
        else if (rows.Layers is { Count: > 0 } layers)
        {
            using (writer.Block($"if (Rows < {LayerBlocks.Least})")) writer.Line("for (int row = 0; row < Rows; row++) ExecuteRow(row);");
            using (writer.Block("else")) LayerBlocks.Write(writer, layers, rows.Parts, "Rows", Lying(plan, naming, rows, layers[0]), static row => row, static row => row);
        }
        else writer.Line("for (int row = 0; row < Rows; row++) ExecuteRow(row);");
    }

    // C# 12 does not know parameters of type 'params ReadOnlySpan<long>', and a collection makes a type in the user's assembly.
    private static string Shape(EquatableArray<long> row)
    {
        string sizes = string.Concat(row.Select(static size => ", " + Literals.Whole(size)));
        return row.Count < 2 ? $"Rows{sizes}" : $"[Rows{sizes}]";
    }

    // What is an input as it is, is read where it lies.
    private static Func<string, string, string>? Lying(GraphPlan plan, GraphNaming naming, RowWants rows, RowStep first)
    {
        if (first.Items is not [{ Kind: "run", IsInput: true } all] || !all.Operand.EndsWith(".0", StringComparison.Ordinal)) return null;
        int input = int.Parse(all.Operand.Substring(1, all.Operand.Length - 3), System.Globalization.CultureInfo.InvariantCulture);
        return rows.Widths[input] == all.Width ? (start, count) => $"{naming.Expression(plan.Inputs[input])}.Values.Slice({start}, {count})" : null;
    }

    /// <summary>Writes its methods.</summary>
    public static void WriteMethods(SourceWriter writer, GraphPlan plan, GraphNaming naming, RowWants rows)
    {
        var code = new RowCode(writer, rows.Program, rows.Parts, new TensorInputs(plan, naming, rows.Widths));
        writer.Line();
        if (rows.Trees is not { } trees)
        {
            using (writer.Block("private void ExecuteRow(int row)"))
            {
                foreach (RowStep step in rows.Steps) code.Write(step);
                WriteResults(writer, plan, naming, rows, code);
            }
            if (rows.Layers is not { Count: > 0 } layers) return;
            writer.Line();
            WriteAround(layers, LayerBlocks.Parameter(layers), Lying(plan, naming, rows, layers[0]) is null);
            return;
        }
        WriteAround([trees], RowBlocks.Parameters(trees), isWritten: true);

        void WriteAround(IReadOnlyList<RowStep> middle, string parameters, bool isWritten)
        {
            IReadOnlyList<RowStep> features = rows.Program.Needed(middle[0].Items);
            if (isWritten)
            {
                using (writer.Block($"private void WriteRow(int row, global::System.Span<{middle[0].Element}> features)"))
                {
                    foreach (RowStep step in features) code.Write(step);
                    code.WriteInto("features", middle[0].Items);
                }
                writer.Line();
            }
            using (writer.Block($"private void ReadRow({parameters}, int row)"))
            {
                foreach (RowStep step in rows.Steps.Where(step => !middle.Contains(step) && !features.Contains(step))) code.Write(step);
                WriteResults(writer, plan, naming, rows, code);
            }
        }
    }

    private static void WriteResults(SourceWriter writer, GraphPlan plan, GraphNaming naming, RowWants rows, RowCode code)
    {
        foreach (int i in rows.Outputs)
        {
            RowResult result = rows.Program.Results[i];
            string output = $"output{Literals.Whole(i)}", width = Literals.Whole(result.Width);
            if (result.Width == 0) continue;
            if (result.Width == 1)
            {
                writer.Line($"{naming.Expression(plan.Outputs[i])}.Values[row] = {code.Cell(result.Items[0], 0)};");
                continue;
            }
            writer.Line($"{Span(plan, plan.Outputs[i])} {output} = {naming.Expression(plan.Outputs[i])}.Values.Slice(row * {width}, {width});");
            if (result.Items.Any(static item => item.Kind == "hot")) writer.Line($"{output}.Clear();");
            code.WriteInto(output, result.Items);
        }
    }

    private static string Span(GraphPlan plan, string reference) => $"global::System.Span<{plan.Values.First(value => value.Reference == reference).Element}>";

    private sealed class TensorInputs(GraphPlan plan, GraphNaming naming, IReadOnlyList<long> widths) : IRowInputs
    {
        public string Cell(int input, int place) => $"{Values(input)}[{At(input, place)}]";

        public string? Run(int input, int place, int count) => $"{Values(input)}.Slice({At(input, place)}, {Literals.Whole(count)})";

        public string Name(int input) => plan.Values.First(value => value.Reference == plan.Inputs[input]).Name;

        private string Values(int input) => $"{naming.Expression(plan.Inputs[input])}.Values";

        private string At(int input, int place) => RowPlace.At(widths[input], place);
    }
}
