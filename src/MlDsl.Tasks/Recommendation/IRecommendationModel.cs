using System.ComponentModel;

namespace MlDsl.Training;

/// <summary>What a recommender's declaration says. Generated code makes one per model type.</summary>
/// <param name="Name">The model's name in files and reports.</param>
/// <param name="Version">Its version.</param>
/// <param name="Task">Its task's name in files and reports.</param>
/// <param name="Trainer">The trainer with its options, unless <c>Fit</c> is given another.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record RecommendationDefinition(string Name, string Version, string Task, RecommenderOptions Trainer);

/// <summary>A generated recommender: its definition and the only way to make an instance.</summary>
/// <typeparam name="TModel">The model type itself.</typeparam>
public interface IRecommendationModel<TModel> where TModel : class, IRecommendationModel<TModel>
{
    /// <summary>What the declaration says.</summary>
    static abstract RecommendationDefinition Definition { get; }

    /// <summary>The model of <paramref name="state"/>.</summary>
    static abstract TModel Create(RecommendationState state);
}

/// <summary>Everything that a fitted recommender is. Immutable.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RecommendationState
{
    internal RecommendationState(ModelParts parts) => Parts = parts;

    internal ModelParts Parts { get; }

    internal RecommendationPredictor Predictor => (RecommendationPredictor)Parts.Predictor;
}
