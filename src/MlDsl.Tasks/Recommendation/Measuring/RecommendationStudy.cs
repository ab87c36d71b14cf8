namespace MlDsl.Training;

/// <summary>The metrics of a recommender with the lists that they are of.</summary>
/// <param name="Metrics">The metrics.</param>
/// <param name="Model">The model.</param>
/// <param name="Held">The users and what they are to be recommended.</param>
/// <param name="Own">The model's lists.</param>
/// <param name="Popular">Those of what is popular.</param>
internal sealed record RecommendationStudy(RecommendationMetrics Metrics, RecommendationPredictor Model, HeldUsers Held, UserLists Own, UserLists Popular);
