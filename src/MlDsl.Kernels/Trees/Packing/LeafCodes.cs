using System.Numerics;

namespace MlDsl.Kernels;

/// <summary>
/// The leaves of a forest rounded to codes of 8 or 16 bits, with a step and a start of each piece's own, and a bound on what that changes.
/// </summary>
/// <remarks>
/// The bound is proven, not estimated: for each tree the largest difference between a leaf and what its code gives, as it is calculated in
/// the forest's precision; summed over the trees of an output; and to it what the two sums may lose by rounding, n·u/(1 − n·u) of the sums of
/// magnitudes (Higham, Accuracy and Stability of Numerical Algorithms, 4.2), with u half the spacing of numbers at 1.
/// </remarks>
internal sealed class LeafCodes<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int most;

    /// <param name="ensemble">The forest.</param>
    /// <param name="forest">Its pieces.</param>
    /// <param name="leaves">Their leaves.</param>
    /// <param name="bits">8 or 16.</param>
    /// <exception cref="TreeEnsembleException">A leaf is not finite, or a tree's leaves lie too far apart.</exception>
    public LeafCodes(TreeEnsemble ensemble, CompactForest forest, MaskLeaves leaves, int bits)
    {
        most = (1 << bits) - 1;
        Codes = new ushort[leaves.Values.Length];
        Scales = new PackedScale<T>[forest.Widths.Length];
        var trees = new (double Change, double Before, double After)[ensemble.Trees.Count];
        var outputs = new int[trees.Length];
        int place = 0;
        for (int i = 0; i < forest.Pieces.Count; place += forest.Widths[i++])
        {
            MaskPiece piece = forest.Pieces[i];
            T[] values = [.. Enumerable.Range(place, piece.Leaves.Count).Select(at => T.CreateTruncating(leaves.Values[at]))];
            Scales[i] = ScaleOf(piece, values);
            outputs[piece.Tree] = leaves.Outputs[i];
            ref (double Change, double Before, double After) tree = ref trees[piece.Tree];
            for (int k = 0; k < values.Length; k++)
            {
                Codes[place + k] = CodeOf(values[k], Scales[i]);
                double before = double.CreateTruncating(values[k]), after = double.CreateTruncating(Value(Codes[place + k], Scales[i]));
                tree = (Math.Max(tree.Change, Math.Abs(before - after)), Math.Max(tree.Before, Math.Abs(before)), Math.Max(tree.After, Math.Abs(after)));
            }
        }
        Bound = Enumerable.Range(0, ensemble.OutputCount).Max(output => BoundOf(ensemble, [.. trees.Where((_, tree) => outputs[tree] == output)]));
        if (!double.IsFinite(Bound)) throw new TreeEnsembleException($"The leaves of {ensemble.Trees.Count} trees are too large for a bound on what rounding changes; pack them with {nameof(TreePacking)}.{nameof(TreePacking.Compact)}");
    }

    /// <summary>The codes, each at the place of its leaf.</summary>
    public ushort[] Codes { get; }

    /// <summary>The scale of each piece.</summary>
    public PackedScale<T>[] Scales { get; }

    /// <summary>No score, before any transform, differs from that of the leaves as they are by more.</summary>
    public double Bound { get; }

    /// <summary>What a code stands for; kernels calculate the same.</summary>
    public static T Value(int code, PackedScale<T> scale) => (T.CreateTruncating(code) * scale.Step) + scale.Start;

    private PackedScale<T> ScaleOf(MaskPiece piece, T[] values)
    {
        foreach (T value in values)
            if (!T.IsFinite(value)) throw new TreeEnsembleException($"a leaf is not finite, and cannot be rounded; pack it with {nameof(TreePacking)}.{nameof(TreePacking.Compact)}", piece.Tree);
        double low = values.Min(static value => double.CreateTruncating(value)), high = values.Max(static value => double.CreateTruncating(value));

        // What stands for no leaf of a piece gives nothing, exactly.
        bool needsZero = piece.Leaves.Contains(null);
        if (needsZero) (low, high) = (Math.Min(low, 0), Math.Max(high, 0));
        T step = T.CreateTruncating((high / most) - (low / most));
        if (!T.IsFinite(step * T.CreateTruncating(most)) || !T.IsFinite((step * T.CreateTruncating(most)) + T.CreateTruncating(low)))
            throw new TreeEnsembleException($"its leaves, from {low:G4} to {high:G4}, lie too far apart to be rounded to {(most == byte.MaxValue ? 8 : 16)} bits; pack it with {nameof(TreePacking)}.{nameof(TreePacking.Compact)}", piece.Tree);
        T zero = T.IsZero(step) ? T.Zero : T.Clamp(T.Round(T.CreateTruncating(-low) / step), T.Zero, T.CreateTruncating(most));
        return new PackedScale<T> { Step = step, Start = needsZero ? -(zero * step) : T.CreateTruncating(low) };
    }

    // The quotient may be rounded past the nearest code.
    private ushort CodeOf(T value, PackedScale<T> scale)
    {
        if (T.IsZero(scale.Step)) return 0;
        int near = int.CreateTruncating(T.Clamp(T.Round((value - scale.Start) / scale.Step), T.Zero, T.CreateTruncating(most)));
        int best = near;
        for (int code = Math.Max(0, near - 1); code <= Math.Min(most, near + 1); code++)
            if (T.Abs(Value(code, scale) - value) < T.Abs(Value(best, scale) - value)) best = code;
        return (ushort)best;
    }

    private static double BoundOf(TreeEnsemble ensemble, (double Change, double Before, double After)[] trees)
    {
        double unit = typeof(T) == typeof(float) ? 1d / (1 << 24) : 1d / (1L << 53), divisor = ensemble.Aggregate == TreeAggregate.Average ? ensemble.Trees.Count : 1;
        double start = ensemble.BaseValues.Select(Math.Abs).DefaultIfEmpty().Max();

        // The additions of the trees, a division and the addition of a base value, for each of the two sums; and one more for this calculation.
        double rounds = (trees.Length + 4) * unit, share = rounds / (1 - rounds);
        double magnitudes = ((trees.Sum(static tree => tree.Before) + trees.Sum(static tree => tree.After)) / divisor) + (2 * start);
        double change = trees.Sum(static tree => tree.Change) / divisor;

        // A quotient that is too small to be rounded by a share of itself is rounded to the next number there is, in each of the two.
        double least = divisor > 1 ? 2 * double.CreateTruncating(T.Epsilon) : 0;
        return ((change + (share * magnitudes)) * (1 + (1e-12 * (trees.Length + 4)))) + least;
    }
}
