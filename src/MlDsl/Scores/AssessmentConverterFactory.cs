using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlDsl.Json;

/// <summary>Assessments as JSON. Nobody but a model makes one, so there is no constructor that a serializer could call.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class AssessmentConverterFactory : JsonConverterFactory
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) => Find(typeToConvert) is not null;

    /// <inheritdoc/>
    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) => Find(typeToConvert);

    // The metrics are a closed set, so that no type need be made by reflection.
    private static JsonConverter? Find(Type type)
    {
        if (type == typeof(Assessment<RegressionMetrics>)) return new AssessmentConverter<RegressionMetrics>();
        if (type == typeof(Assessment<BinaryMetrics>)) return new AssessmentConverter<BinaryMetrics>();
        if (type == typeof(Assessment<RankingMetrics>)) return new AssessmentConverter<RankingMetrics>();
        if (type == typeof(Assessment<AnomalyMetrics>)) return new AssessmentConverter<AnomalyMetrics>();
        if (type == typeof(Assessment<ClusterMetrics>)) return new AssessmentConverter<ClusterMetrics>();
        if (type == typeof(Assessment<ForecastMetrics>)) return new AssessmentConverter<ForecastMetrics>();
        if (type == typeof(Assessment<RecommendationMetrics>)) return new AssessmentConverter<RecommendationMetrics>();
        return type == typeof(Assessment<MulticlassMetrics>) ? new AssessmentConverter<MulticlassMetrics>() : null;
    }
}
