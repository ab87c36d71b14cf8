namespace MlDsl.Kernels;

/// <summary>
/// The leaves of a forest of pieces, each at the place of its piece and number. A place that stands for no leaf gives nothing: -0, which
/// changes no sum, or no weights.
/// </summary>
internal sealed class MaskLeaves
{
    /// <param name="pieces">The pieces.</param>
    /// <param name="widths">The places of each piece, and of what fills up the last vector of pieces.</param>
    /// <param name="beyond">Places behind the last.</param>
    /// <param name="trees">The trees.</param>
    /// <param name="leaves">What their leaves give.</param>
    public MaskLeaves(IReadOnlyList<MaskPiece> pieces, ReadOnlySpan<int> widths, int beyond, Tree[] trees, LeafTable leaves)
    {
        int places = beyond;
        foreach (int width in widths) places = checked(places + width);
        bool hasWeights = (leaves.Flags & PackedFlags.LeafWeights) != 0;
        if (hasWeights) Starts = new int[places + 1];
        else
        {
            Values = new double[places];
            Array.Fill(Values, -0d);
            Outputs = new int[widths.Length];
        }
        List<LeafWeight> weights = [];
        int place = 0;
        for (int number = 0; number < widths.Length; number++)
        {
            MaskPiece? piece = number < pieces.Count ? pieces[number] : null;
            if (piece is not null && !hasWeights) Outputs[number] = leaves.TreeOutputs[piece.Tree];
            for (int bit = 0; bit < widths[number]; bit++, place++)
            {
                if (piece is not null && bit < piece.Leaves.Count && piece.Leaves[bit] is { } leaf)
                {
                    Tree tree = trees[piece.Tree];
                    if (!hasWeights) Values[place] = tree.Weights[leaf.FirstWeight].Value;
                    else
                        for (int i = 0; i < leaf.WeightCount; i++) weights.Add(tree.Weights[leaf.FirstWeight + i]);
                }
                if (hasWeights) Starts[place + 1] = weights.Count;
            }
        }
        if (hasWeights) Array.Fill(Starts, weights.Count, place, Starts.Length - place);
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
