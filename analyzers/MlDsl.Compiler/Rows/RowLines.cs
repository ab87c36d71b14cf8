namespace MlDsl.Compiler.Rows;

/// <summary>What of a program is needed, and how long it is.</summary>
internal static class RowLines
{
    /// <summary>The lines of code, nearly.</summary>
    public static int Count(RowProgram program) => program.Nodes.Sum(Count) + program.Outputs.OfType<RowValue>().Sum(static output => RowItems.Of(output.Cells).Count);

    /// <summary>The cells that a step reads.</summary>
    public static IEnumerable<RowCell> Read(RowNode node) => node switch
    {
        LookNode look => [look.Key],
        HighestNode highest => highest.Cells,
        ClassNode chosen => [new ResultCell(typeof(float), chosen.Trees, 0)],
        CalculateNode calculate => calculate.Operands,
        SumNode sum => sum.Terms.Select(static term => term.Cell),
        TreesNode trees => trees.Features,
        TransformNode transform => transform.Cells,
        DenseNode dense => dense.Cells,
        _ => [],
    };

    /// <summary>The steps that the outputs depend on, in their order.</summary>
    public static IReadOnlyList<RowNode> Needed(IReadOnlyList<RowNode> nodes, IEnumerable<RowCell> outputs)
    {
        var needed = new HashSet<RowNode>(outputs.Select(Maker).OfType<RowNode>());
        for (int i = nodes.Count - 1; i >= 0; i--)
            if (needed.Contains(nodes[i])) needed.UnionWith(Read(nodes[i]).Select(Maker).OfType<RowNode>());
        return [.. nodes.Where(needed.Contains)];
    }

    private static RowNode? Maker(RowCell cell) => cell switch
    {
        ResultCell result => result.Node,
        ColumnCell column => column.Position,
        _ => null,
    };

    private static int Count(RowNode node) => node switch
    {
        SumNode sum => 1 + RowItems.Of(sum.Terms).Count,
        TreesNode trees => 2 + RowItems.Of(trees.Features).Count,
        TransformNode transform => 2 + RowItems.Of(transform.Cells).Count,
        DenseNode dense => 2 + RowItems.Of(dense.Cells).Count,
        HighestNode => 2,
        _ => 1,
    };
}
