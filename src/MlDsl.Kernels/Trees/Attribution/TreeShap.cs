using System.Buffers;

namespace MlDsl.Kernels;

/// <summary>
/// What each feature contributes to the sums of a tree ensemble: exact Shapley values, where a feature that is not known takes every branch by the
/// share of training rows that took it ("path-dependent"). They and <see cref="Expected"/> sum to the score before any transform.
/// </summary>
/// <remarks>
/// The values are those of Lundberg, Erion and Lee (2018), "Consistent Individualized Feature Attribution for Tree Ensembles", algorithm 2, which
/// LightGBM's <c>pred_contrib</c> and XGBoost's <c>pred_contribs</c> calculate; found otherwise: a Shapley value is the integral over t of what knowing
/// the feature changes when every other is known with probability t (Owen 1972, "Multilinear Extensions of Games"), a polynomial along a path, which a
/// Gauss–Legendre rule integrates exactly; one walk down and one up a tree do it for all its leaves, as in Yu et al. (2022), "Linear TreeShap". All terms
/// of a point are products of shares, so that no digits are lost in deep trees. Takes nodes × (distinct features of the longest path)/2 steps a row.
/// Immutable; safe for any number of threads; allocates nothing once the thread's pool is warm.
/// </remarks>
public sealed class TreeShap
{
    // As doubles: 8 KiB.
    private const int MostOnStack = 1024;

    private readonly ShapTree[] trees;
    private readonly double[] expected;
    private readonly double scale;
    private readonly int room;

    private TreeShap(TreeEnsemble ensemble, double scale)
    {
        (Features, Outputs, this.scale) = (ensemble.FeatureCount, ensemble.OutputCount, scale);
        trees = [.. ensemble.Trees.Select((tree, i) => ShapTree.Of(tree, i, ensemble.IsDouble))];
        room = trees.Max(static tree => tree.Room);
        expected = new double[Outputs];
        foreach (ShapTree tree in trees) tree.AddExpected(expected);
        for (int i = 0; i < expected.Length; i++) expected[i] = (expected[i] * scale) + (ensemble.BaseValues.Count > 0 ? ensemble.BaseValues[i] : 0);
    }

    /// <summary>The number of features of a row.</summary>
    public int Features { get; }

    /// <summary>The number of scores of a row.</summary>
    public int Outputs { get; }

    /// <summary>The score of each output that is expected of a row of which nothing is known: the mean over the training rows.</summary>
    public ReadOnlySpan<double> Expected => expected;

    /// <summary>Lays out an ensemble.</summary>
    /// <param name="ensemble">The trees, each with its <see cref="Tree.Covers"/>.</param>
    /// <param name="divisor">What every sum is divided by: the iterations of a forest that is averaged; 1 for none.</param>
    /// <exception cref="TreeEnsembleException">
    /// The ensemble is malformed, is a classifier of ONNX, takes the least or the most of its leaves, or a tree does not tell its covers or has leaves that are linear models; the message
    /// says which.
    /// </exception>
    public static TreeShap Of(TreeEnsemble ensemble, int divisor = 1)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        ArgumentOutOfRangeException.ThrowIfLessThan(divisor, 1);
        TreeChecks.Check(ensemble);
        if (ensemble.HasLinearLeaves)
            throw new TreeEnsembleException("The leaves are linear models of the row, whose contributions are not told; explain trees whose leaves are constants");
        if (ensemble.IsClassifier) throw new TreeEnsembleException("Contributions are of sums, and the ensemble chooses a class; explain the trees that give its scores");
        if (ensemble.Aggregate is TreeAggregate.Min or TreeAggregate.Max)
            throw new TreeEnsembleException($"Contributions are of sums, and the ensemble takes the {(ensemble.Aggregate == TreeAggregate.Min ? "least" : "most")} of its leaves");
        return new TreeShap(ensemble, 1.0 / divisor / (ensemble.Aggregate == TreeAggregate.Average ? ensemble.Trees.Count : 1));
    }

    /// <summary>The contribution of every feature to every score of a row.</summary>
    /// <param name="row">The values of the features; NaN is missing. Single-precision trees take what floats hold.</param>
    /// <param name="contributions">Where they go, output by output: <see cref="Outputs"/> × <see cref="Features"/>.</param>
    /// <exception cref="ArgumentException">A length differs.</exception>
    public void Explain(ReadOnlySpan<double> row, Span<double> contributions) => Explain(row, [], Features, contributions);

    /// <summary>The same, summed over features that belong together.</summary>
    /// <param name="row">The values of the features.</param>
    /// <param name="slots">For each feature the place of its sum, below <paramref name="count"/>.</param>
    /// <param name="count">The number of sums of an output.</param>
    /// <param name="contributions">Where they go: <see cref="Outputs"/> × <paramref name="count"/>.</param>
    /// <exception cref="ArgumentException">A length differs.</exception>
    public void Explain(ReadOnlySpan<double> row, ReadOnlySpan<int> slots, int count, Span<double> contributions)
    {
        if (row.Length != Features) throw new ArgumentException($"A row has {Features} features, not {row.Length}", nameof(row));
        if (!slots.IsEmpty && slots.Length != Features) throw new ArgumentException($"{Features} features need a slot each, not {slots.Length}", nameof(slots));
        if (contributions.Length != (long)Outputs * count)
            throw new ArgumentException($"{Outputs} scores of {count} contributions need room for {(long)Outputs * count}, not {contributions.Length}", nameof(contributions));
        contributions.Clear();
        double[]? rented = room > MostOnStack ? ArrayPool<double>.Shared.Rent(room) : null;
        Span<double> memory = rented ?? stackalloc double[MostOnStack];
        foreach (ShapTree tree in trees) tree.Add(row, slots, count, memory[..tree.Room], contributions);
        if (rented is not null) ArrayPool<double>.Shared.Return(rented);
        if (scale == 1) return;
        foreach (ref double contribution in contributions) contribution *= scale;
    }
}
