namespace MlDsl.Generators.Compiled;

/// <summary>Batches of a program that trees part: the features of a block of rows, the trees on all of them, and what follows.</summary>
internal static class RowBlocks
{
    private const string Pool = "global::System.Buffers.ArrayPool", Span = "global::System.MemoryExtensions.AsSpan";

    // Rows whose features lie in the second-level cache until the trees have read them.
    private const string Block = "256";

    /// <param name="writer">Where the code goes.</param>
    /// <param name="trees">The step of the trees.</param>
    /// <param name="scorer">The scorer of them.</param>
    /// <param name="total">How many rows there are.</param>
    /// <param name="input">The first argument of <c>WriteRow</c> for a row.</param>
    /// <param name="output">The last argument of <c>ReadRow</c> for a row.</param>
    public static void Write(SourceWriter writer, RowStep trees, string scorer, string total, Func<string, string> input, Func<string, string> output)
    {
        string element = trees.Element, width = Literals.Whole(trees.Width), outputs = Literals.Whole(trees.Whole("outputs"));
        writer.Line($"int most = global::System.Math.Min({total}, {Block});");
        writer.Line($"{element}[] features = {Pool}<{element}>.Shared.Rent(most * {width}), scores = {Pool}<{element}>.Shared.Rent(most * {outputs});");
        if (HasClass(trees)) writer.Line($"int[] classes = {Pool}<int>.Shared.Rent(most);");
        using (writer.Block("try"))
        using (writer.Block($"for (int start = 0; start < {total}; start += {Block})"))
        {
            writer.Line($"int count = global::System.Math.Min({Block}, {total} - start);");
            writer.Line($"global::System.Span<{element}> rows = {Span}(features, 0, count * {width}), scored = {Span}(scores, 0, count * {outputs});");
            writer.Line("rows.Clear();");
            writer.Line($"for (int row = 0; row < count; row++) WriteRow({input("start + row")}, rows.Slice(row * {width}, {width}));");
            writer.Line(HasClass(trees) ? $"{scorer}.ClassifyBatch(rows, scored, {Span}(classes, 0, count));" : $"{scorer}.PredictBatch(rows, scored);");
            string scores = trees.IsMany ? $"scored.Slice(row * {outputs}, {outputs})" : "scored[row]";
            writer.Line($"for (int row = 0; row < count; row++) ReadRow({scores}{Chosen(trees, "classes[row]")}, {output("start + row")});");
        }
        using (writer.Block("finally"))
        {
            writer.Line($"{Pool}<{element}>.Shared.Return(features);");
            writer.Line($"{Pool}<{element}>.Shared.Return(scores);");
            if (HasClass(trees)) writer.Line($"{Pool}<int>.Shared.Return(classes);");
        }
    }

    /// <summary>The parameters by which what follows takes the results of the trees.</summary>
    public static string Parameters(RowStep trees) =>
        (trees.IsMany ? $"scoped global::System.ReadOnlySpan<{trees.Element}> {trees.Reference}" : $"{trees.Element} {trees.Reference}") + (HasClass(trees) ? $", int {trees.Reference}Class" : "");

    /// <summary>The argument of a class, where there is one.</summary>
    public static string Chosen(RowStep trees, string chosen) => HasClass(trees) ? ", " + chosen : "";

    private static bool HasClass(RowStep trees) => trees.Whole("isClassifier") != 0;
}
