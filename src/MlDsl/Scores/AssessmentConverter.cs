using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace MlDsl.Json;

/// <summary>Writes and reads an assessment by its members, with the caller's options and this assembly's own metadata.</summary>
internal sealed class AssessmentConverter<TMetrics> : JsonConverter<Assessment<TMetrics>>
    where TMetrics : class, IMetrics<TMetrics>
{
    // A caller's context need not name the types inside an assessment.
    private static readonly ConditionalWeakTable<JsonSerializerOptions, JsonTypeInfo<AssessmentMembers<TMetrics>>> Known = new();

    public override Assessment<TMetrics> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        AssessmentMembers<TMetrics> members = JsonSerializer.Deserialize(ref reader, Members(options))!;
        return new Assessment<TMetrics>(members.Metrics, members.Rows, members.TimesAssessed, members.DuplicateRows);
    }

    public override void Write(Utf8JsonWriter writer, Assessment<TMetrics> value, JsonSerializerOptions options) => JsonSerializer.Serialize(
        writer,
        new AssessmentMembers<TMetrics> { Metrics = value.Metrics, Rows = value.Rows, TimesAssessed = value.TimesAssessed, DuplicateRows = value.DuplicateRows },
        Members(options));

    private static JsonTypeInfo<AssessmentMembers<TMetrics>> Members(JsonSerializerOptions options) => Known.GetValue(options, static chosen =>
        (JsonTypeInfo<AssessmentMembers<TMetrics>>)new JsonSerializerOptions(chosen) { TypeInfoResolver = MetricsContext.Default }.GetTypeInfo(typeof(AssessmentMembers<TMetrics>)));
}
