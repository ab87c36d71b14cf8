using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlDsl.Json;

/// <summary>A probability as a JSON number from 0 to 1.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ProbabilityConverter : JsonConverter<Probability>
{
    /// <inheritdoc/>
    public override Probability Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        float value = JsonNumber.ReadSingle(ref reader, options);
        return value is >= 0f and <= 1f
            ? new Probability(value)
            : throw JsonNumber.Refused(FormattableString.Invariant($"{value:R} is no probability: it must be a number from 0 to 1"));
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Probability value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        JsonNumber.WriteSingle(writer, value.Value, options);
    }
}
