namespace MlDsl.Kernels;

/// <summary>A model file of a tree library: its ensemble, which gives raw scores, and what its objective makes of them.</summary>
public sealed record TreeModel
{
    /// <summary>The trees, with base values and without a transform.</summary>
    public required TreeEnsemble Ensemble { get; init; }

    /// <summary>The objective, by the library's name.</summary>
    public required string Objective { get; init; }

    /// <summary>What <see cref="Finish"/> does.</summary>
    public MarginTransform Transform { get; init; }

    /// <summary>The factor before the score in <see cref="MarginTransform.Logistic"/>; 1 unless LightGBM was given another <c>sigmoid</c>.</summary>
    public float Slope { get; init; } = 1f;

    /// <summary>Whether the library's own prediction is the position of the highest score instead of the scores (<c>multi:softmax</c>).</summary>
    public bool PicksClass { get; init; }

    /// <summary>The names of the features; empty where the file has none.</summary>
    public IReadOnlyList<string> FeatureNames { get; init; } = [];

    /// <summary>Turns the ensemble's scores of one row into what the library predicts, in place.</summary>
    public void Finish(Span<float> scores) => MarginTransforms.Apply(Transform, Slope, scores);
}
