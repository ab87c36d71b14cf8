namespace MlDsl.Kernels;

/// <summary>
/// The leaves of a forest of masks, each at the place of its piece and bit. A place that stands for no leaf gives nothing: -0, which changes
/// no sum, or no weights.
/// </summary>
internal sealed class MaskLeaves
{
    public MaskLeaves(MaskForest forest, Tree[] trees, LeafTable leaves)
    {
        int pieces = forest.LineLength * MaskForest.StripPieces(forest.Width), places = checked(pieces * forest.Width);
        bool hasWeights = (leaves.Flags & PackedFlags.LeafWeights) != 0;

        // One more, which is what a mask without leaves leads to; none of ours does.
        if (hasWeights) Starts = new int[places + 2];
        else
        {
            Values = new double[places + 1];
            Array.Fill(Values, -0d);
            Outputs = new int[pieces];
        }
        List<LeafWeight> weights = [];
        for (int place = 0; place < places; place++)
        {
            MaskPiece? piece = place / forest.Width < forest.Pieces.Count ? forest.Pieces[place / forest.Width] : null;
            int bit = place % forest.Width;
            if (piece is not null && bit == 0 && !hasWeights) Outputs[place / forest.Width] = leaves.TreeOutputs[piece.Tree];
            if (piece is not null && bit < piece.Leaves.Count && piece.Leaves[bit] is { } leaf)
            {
                Tree tree = trees[piece.Tree];
                if (!hasWeights) Values[place] = tree.Weights[leaf.FirstWeight].Value;
                else
                    for (int i = 0; i < leaf.WeightCount; i++) weights.Add(tree.Weights[leaf.FirstWeight + i]);
            }
            if (hasWeights) Starts[place + 1] = weights.Count;
        }
        if (hasWeights) Starts[places + 1] = weights.Count;
        Weights = [.. weights];
    }

    /// <summary>The values, where each tree has one output.</summary>
    public double[] Values { get; } = [];

    /// <summary>The output of each piece, where each tree has one.</summary>
    public int[] Outputs { get; } = [];

    /// <summary>Where each leaf's weights start, and the end.</summary>
    public int[] Starts { get; } = [0];

    public LeafWeight[] Weights { get; }
}
