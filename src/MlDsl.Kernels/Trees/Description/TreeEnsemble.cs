namespace MlDsl.Kernels;

/// <summary>
/// A forest or a boosted ensemble, whatever file it came from: the one description from which <see cref="TreePacker"/> makes what
/// <see cref="TreeScorer"/> runs. NaN is a missing value.
/// </summary>
public sealed record TreeEnsemble
{
    /// <summary>
    /// Whether features, thresholds and scores are double-precision numbers. Otherwise they are single-precision numbers, and what the
    /// description holds in more digits is rounded to them.
    /// </summary>
    public bool IsDouble { get; init; }

    /// <summary>The values of a row.</summary>
    public required int FeatureCount { get; init; }

    /// <summary>The scores of a row: the targets of a regression, the classes of a classification.</summary>
    public required int OutputCount { get; init; }

    /// <summary>The trees; scores are added in their order.</summary>
    public required IReadOnlyList<Tree> Trees { get; init; }

    /// <summary>Whether leaves of some tree are linear models.</summary>
    internal bool HasLinearLeaves => Trees.Any(static tree => tree.LinearLeaves.Count > 0);

    /// <summary>
    /// Whether a class is chosen as well. The rules are those of ONNX's <c>TreeEnsembleClassifier</c> in ONNX Runtime, with its special
    /// cases for two classes: see <see cref="TreeScorer.Classify(ReadOnlySpan{float}, Span{float})"/>.
    /// </summary>
    public bool IsClassifier { get; init; }

    /// <summary>How leaves are put together; a classifier always sums.</summary>
    public TreeAggregate Aggregate { get; init; }

    /// <summary>What happens to the scores at the end.</summary>
    public ScoreTransform Transform { get; init; }

    /// <summary>What is added to the aggregated scores: nothing, or one value per output; a classifier of two classes may also have one.</summary>
    public IReadOnlyList<double> BaseValues { get; init; } = [];
}
