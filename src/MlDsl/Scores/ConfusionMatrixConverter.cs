using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlDsl.Json;

/// <summary>A confusion matrix as a JSON object of class names and rows of cells.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ConfusionMatrixConverter : JsonConverter<ConfusionMatrix>
{
    private const string Classes = nameof(Classes), Cells = nameof(Cells);

    /// <inheritdoc/>
    public override ConfusionMatrix Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw JsonNumber.Refused($"{reader.TokenType} where an object must be");
        List<string>? classes = null;
        List<List<double>>? cells = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            if (Is(name, Classes, options)) classes = Items(ref reader, options, Text, Classes);
            else if (Is(name, Cells, options)) cells = Items(ref reader, options, Row, Cells);
            else if (options.UnmappedMemberHandling == JsonUnmappedMemberHandling.Disallow) throw JsonNumber.Refused($"a confusion matrix has no member '{name}'");
            else reader.Skip();
        }
        if (classes is not { Count: > 0 }) throw JsonNumber.Refused($"{Classes} is missing or empty");
        if (cells is null) throw JsonNumber.Refused($"{Cells} is missing");
        return cells.Count == classes.Count && cells.TrueForAll(row => row.Count == classes.Count)
            ? new ConfusionMatrix(new ValueList<string>([.. classes]), [.. cells.SelectMany(static row => row)])
            : throw JsonNumber.Refused($"{Cells} must have {classes.Count} rows of {classes.Count} numbers, as many as {Classes} has names");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ConfusionMatrix value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartObject();
        writer.WriteStartArray(Name(Classes, options));
        foreach (string label in value.Classes) writer.WriteStringValue(label);
        writer.WriteEndArray();
        writer.WriteStartArray(Name(Cells, options));
        for (int actual = 0; actual < value.Classes.Count; actual++)
        {
            writer.WriteStartArray();
            for (int predicted = 0; predicted < value.Classes.Count; predicted++) JsonNumber.Write(writer, value[actual, predicted], options);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private delegate T ItemReader<T>(ref Utf8JsonReader reader, JsonSerializerOptions options);

    private static List<T> Items<T>(ref Utf8JsonReader reader, JsonSerializerOptions options, ItemReader<T> read, string what)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw JsonNumber.Refused($"{what} must be an array");
        var items = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(read(ref reader, options));
        return items;
    }

    private static string Text(ref Utf8JsonReader reader, JsonSerializerOptions options) => reader.TokenType == JsonTokenType.String
        ? reader.GetString()!
        : throw JsonNumber.Refused($"{Classes} must hold texts");

    private static List<double> Row(ref Utf8JsonReader reader, JsonSerializerOptions options) => Items(ref reader, options, JsonNumber.Read, $"each of {Cells}");

    private static string Name(string member, JsonSerializerOptions options) => options.PropertyNamingPolicy?.ConvertName(member) ?? member;

    private static bool Is(string name, string member, JsonSerializerOptions options) => string.Equals(
        name, Name(member, options), options.PropertyNameCaseInsensitive ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
}
