using System.Text.Json.Serialization;

namespace MlDsl.Json;

/// <summary>The metadata of assessments.</summary>
[JsonSerializable(typeof(AssessmentMembers<RegressionMetrics>))]
[JsonSerializable(typeof(AssessmentMembers<BinaryMetrics>))]
[JsonSerializable(typeof(AssessmentMembers<MulticlassMetrics>))]
internal sealed partial class MetricsContext : JsonSerializerContext;
