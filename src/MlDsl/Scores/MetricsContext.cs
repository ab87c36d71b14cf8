using System.Text.Json.Serialization;

namespace MlDsl.Json;

/// <summary>The metadata of assessments.</summary>
[JsonSerializable(typeof(AssessmentMembers<RegressionMetrics>))]
[JsonSerializable(typeof(AssessmentMembers<BinaryMetrics>))]
[JsonSerializable(typeof(AssessmentMembers<MulticlassMetrics>))]
[JsonSerializable(typeof(AssessmentMembers<RankingMetrics>))]
[JsonSerializable(typeof(AssessmentMembers<AnomalyMetrics>))]
[JsonSerializable(typeof(AssessmentMembers<ClusterMetrics>))]
[JsonSerializable(typeof(AssessmentMembers<ForecastMetrics>))]
[JsonSerializable(typeof(AssessmentMembers<RecommendationMetrics>))]
internal sealed partial class MetricsContext : JsonSerializerContext;
