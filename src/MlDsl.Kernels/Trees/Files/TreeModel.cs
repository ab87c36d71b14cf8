namespace MlDsl.Kernels;

/// <summary>
/// A model file of a tree library: its ensemble, which gives raw scores, and what its objective makes of them, in the library's own
/// precision: XGBoost compares and adds in single precision, LightGBM in double.
/// </summary>
public sealed record TreeModel
{
    // More than hashed texts have; a made-up number must not become memory.
    private const int MaxFeatures = 1 << 24;

    /// <summary>The trees, without a transform.</summary>
    public required TreeEnsemble Ensemble { get; init; }

    /// <summary>The objective, by the library's name.</summary>
    public required string Objective { get; init; }

    /// <summary>What <see cref="Finish(Span{float})"/> does.</summary>
    public MarginTransform Transform { get; init; }

    /// <summary>The factor before the score in <see cref="MarginTransform.Logistic"/>; 1 unless LightGBM was given another <c>sigmoid</c>.</summary>
    public double Slope { get; init; } = 1;

    /// <summary>What the scores are divided by before the transform: the iterations of a forest, whose trees are averaged; else 1.</summary>
    public int Divisor { get; init; } = 1;

    /// <summary>Whether the library's own prediction is the position of the highest score instead of the scores (<c>multi:softmax</c>).</summary>
    public bool PicksClass { get; init; }

    /// <summary>The names of the features; empty where the file has none.</summary>
    public IReadOnlyList<string> FeatureNames { get; init; } = [];

    /// <summary>The features that are given as values and looked up in a table, in the order of the features; the file's own categories.</summary>
    public IReadOnlyList<CategoryTable> Categories { get; init; } = [];

    /// <summary>The iterations of boosting in the file.</summary>
    public int SavedIterations { get; init; }

    /// <summary>The iterations that take part; fewer than are saved where training was stopped early and the best ones are taken.</summary>
    public int Iterations { get; init; }

    /// <summary>Turns the ensemble's scores of one row into what the library predicts, in place.</summary>
    public void Finish(Span<float> scores) => MarginTransforms.Finish(this, scores);

    /// <inheritdoc cref="Finish(Span{float})"/>
    public void Finish(Span<double> scores) => MarginTransforms.Finish(this, scores);

    /// <exception cref="TreeEnsembleException">There are none, or more than can be given.</exception>
    internal static int Features(long count) => count is > 0 and <= MaxFeatures
        ? (int)count
        : throw new TreeEnsembleException($"The model has {count} features; 1 to {MaxFeatures} are read");
}
