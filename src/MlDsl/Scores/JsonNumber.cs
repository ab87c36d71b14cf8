using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlDsl.Json;

/// <summary>Numbers that JSON has no word for: an undefined one is null, an infinite one its name; texts where the options ask for them.</summary>
internal static class JsonNumber
{
    public static double Read(ref Utf8JsonReader reader, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => double.NaN,
        JsonTokenType.Number when reader.GetDouble() is var value && double.IsFinite(value) => value,
        JsonTokenType.Number => throw Refused("a number beyond what a double holds"),
        JsonTokenType.String => Text(reader.GetString()!, options),
        _ => throw Refused($"{reader.TokenType} where a number must be"),
    };

    /// <summary>The same for what is held in single precision: its own shortest text gives its own bits.</summary>
    public static float ReadSingle(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.Number) return (float)Read(ref reader, options);
        float value = reader.GetSingle();
        return float.IsFinite(value) ? value : throw Refused("a number beyond what a float holds");
    }

    /// <summary>Missing as null, infinity as text; without options as a number.</summary>
    public static void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions? options = null)
    {
        if (double.IsNaN(value)) writer.WriteNullValue();
        else if (double.IsInfinity(value) || AsText(options)) writer.WriteStringValue(value.ToString("R", CultureInfo.InvariantCulture));
        else writer.WriteNumberValue(value);
    }

    /// <summary>The same for what is held in single precision.</summary>
    public static void WriteSingle(Utf8JsonWriter writer, float value, JsonSerializerOptions? options = null)
    {
        if (float.IsNaN(value)) writer.WriteNullValue();
        else if (float.IsInfinity(value) || AsText(options)) writer.WriteStringValue(value.ToString("R", CultureInfo.InvariantCulture));
        else writer.WriteNumberValue(value);
    }

    /// <summary>A refusal to which the serializer adds the type and the path to the member.</summary>
    public static JsonException Refused(string problem) => new(null, new FormatException(problem));

    private static bool AsText(JsonSerializerOptions? options) => options is not null && (options.NumberHandling & JsonNumberHandling.WriteAsString) != 0;

    private static double Text(string text, JsonSerializerOptions options) => text switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ when options.NumberHandling.HasFlag(JsonNumberHandling.AllowReadingFromString)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) => value,
        _ => throw Refused($"the text '{text}' where a number must be"),
    };
}
