namespace MlDsl.Generators.Compiled;

/// <summary>Batches of a program that dense layers part: the features of a block of rows, each layer on all of them, and what follows.</summary>
internal static class LayerBlocks
{
    private const string Pool = "global::System.Buffers.ArrayPool<float>", Span = "global::System.MemoryExtensions.AsSpan", Arithmetic = "global::MlDsl.Kernels.RowArithmetic";

    // Rows whose features and layers stay in the second-level cache.
    private const string Block = "128";

    /// <summary>Fewer rows are calculated one by one, and borrow nothing.</summary>
    public const string Least = "8";

    /// <param name="writer">Where the code goes.</param>
    /// <param name="layers">The layers, and the functions between them.</param>
    /// <param name="parts">What they hold.</param>
    /// <param name="total">How many rows there are.</param>
    /// <param name="lying">The features of so many rows from one on, where they lie side by side already; null where they are written.</param>
    /// <param name="input">The first argument of <c>WriteRow</c> for a row.</param>
    /// <param name="output">The last argument of <c>ReadRow</c> for a row.</param>
    public static void Write(SourceWriter writer, IReadOnlyList<RowStep> layers, RowParts parts, string total, Func<string, string, string>? lying, Func<string, string> input, Func<string, string> output)
    {
        int features = layers[0].Width;
        writer.Line($"int most = global::System.Math.Min({total}, {Block});");
        List<string> lent = [];
        if (lying is null) Rent("features", features);
        foreach (RowStep layer in layers.Where(static layer => layer.Kind == "dense")) Rent(layer.Reference + "All", layer.Results);
        using (writer.Block("try"))
        using (writer.Block($"for (int start = 0; start < {total}; start += {Block})"))
        {
            writer.Line($"int count = global::System.Math.Min({Block}, {total} - start);");
            if (lying is not null) writer.Line($"global::System.ReadOnlySpan<float> rows = {lying($"start * {Literals.Whole(features)}", $"count * {Literals.Whole(features)}")};");
            else
            {
                writer.Line($"global::System.Span<float> rows = {Span}(features, 0, count * {Literals.Whole(features)});");
                writer.Line("rows.Clear();");
                writer.Line($"for (int row = 0; row < count; row++) WriteRow({input("start + row")}, rows.Slice(row * {Literals.Whole(features)}, {Literals.Whole(features)}));");
            }
            string last = WriteLayers(writer, layers, parts), width = Literals.Whole(layers[layers.Count - 1].Results);
            writer.Line($"for (int row = 0; row < count; row++) ReadRow({last}.Slice(row * {width}, {width}), {output("start + row")});");
        }
        using (writer.Block("finally"))
            foreach (string array in lent) writer.Line($"{Pool}.Shared.Return({array});");

        void Rent(string array, int width)
        {
            lent.Add(array);
            writer.Line($"float[] {array} = {Pool}.Shared.Rent(most * {Literals.Whole(width)});");
        }
    }

    /// <summary>The parameter by which what follows takes the last layer of a row.</summary>
    public static string Parameter(IReadOnlyList<RowStep> layers) => $"scoped global::System.Span<float> {layers[layers.Count - 1].Reference}";

    // Functions write over what the layer before them gave.
    private static string WriteLayers(SourceWriter writer, IReadOnlyList<RowStep> layers, RowParts parts)
    {
        string at = "rows";
        int width = layers[0].Width;
        foreach (RowStep layer in layers)
        {
            string comment = layer.Name.Length > 0 ? " // " + Literals.Comment(layer.Name) : "", outputs = Literals.Whole(layer.Results);
            if (layer.Kind == "dense")
            {
                string next = layer.Reference + "Rows";
                writer.Line($"global::System.Span<float> {next} = {Span}({layer.Reference}All, 0, count * {outputs});");
                writer.Line($"{Arithmetic}.DenseBatch({at}, {Literals.Whole(width)}, {parts.Of(layer)}, {next}, {outputs});{comment}");
                at = next;
            }
            else writer.Line($"{Arithmetic}.ApplyBatch(global::MlDsl.Kernels.RowFunction.{layer.Text("transform")}, {at}, {outputs});{comment}");
            width = layer.Results;
        }
        return at;
    }
}
