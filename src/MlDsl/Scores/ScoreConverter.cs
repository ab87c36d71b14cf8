using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlDsl.Json;

/// <summary>A score as a JSON number.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ScoreConverter : JsonConverter<Score>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override Score Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonNumber.ReadSingle(ref reader, options));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Score value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        JsonNumber.WriteSingle(writer, value.Value, options);
    }
}
