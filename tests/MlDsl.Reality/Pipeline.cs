using Microsoft.ML;

namespace MlDsl.Reality;

/// <summary>What a user trains with ML.NET.</summary>
/// <param name="Name">What the suite calls it.</param>
/// <param name="Rows">Its rows: those to train on, or those to score.</param>
/// <param name="Estimator">Transforms and trainer.</param>
internal sealed record Pipeline(string Name, Func<MLContext, bool, IDataView> Rows, Func<MLContext, IEstimator<ITransformer>> Estimator)
{
    /// <summary>Whether its rows have texts that are no number where one is read: ML.NET makes NaN of them, and ONNX Runtime refuses the rows, so that there is nothing to compare.</summary>
    public bool ReadsOddTexts { get; init; }

    /// <summary>All pipelines.</summary>
    public static IReadOnlyList<Pipeline> All { get; } =
    [
        .. Pipelines.Regressions.All, .. Pipelines.Classifiers.All, .. Pipelines.Multiclass.All, .. Pipelines.Unsupervised.All,
        .. Pipelines.Categories.All, .. Pipelines.Scaling.All, .. Pipelines.Typed.All, .. Pipelines.Texts.All,
    ];

    /// <summary>A pipeline over <see cref="NumberRow"/>s.</summary>
    public static Pipeline Numbers(string name, Func<MLContext, IEstimator<ITransformer>> estimator) => new(name, NumberRow.View, estimator);

    /// <summary>A pipeline over <see cref="CategoryRow"/>s.</summary>
    public static Pipeline Categories(string name, Func<MLContext, IEstimator<ITransformer>> estimator) => new(name, CategoryRow.View, estimator);

    /// <summary>A pipeline over <see cref="TypedRow"/>s.</summary>
    public static Pipeline Typed(string name, Func<MLContext, IEstimator<ITransformer>> estimator) => new(name, TypedRow.View, estimator);

    /// <summary>A pipeline over <see cref="WrittenRow"/>s.</summary>
    public static Pipeline Written(string name, Func<MLContext, IEstimator<ITransformer>> estimator) => new(name, WrittenRow.View, estimator);

    /// <summary>A pipeline over <see cref="TextRow"/>s.</summary>
    public static Pipeline Texts(string name, Func<MLContext, IEstimator<ITransformer>> estimator) => new(name, TextRow.View, estimator);
}
