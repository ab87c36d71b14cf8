using System.Globalization;
using System.Text.Json;
using MlDsl.Columns;
using MlDsl.Plans;

namespace MlDsl.Json;

// What JSON Schema (2020-12) says of a column. Formats of numbers are those of the OpenAPI registry; what it has no word for stands in x- members, which readers pass over.
internal static partial class JsonColumn
{
    // As many as a document stands.
    private const int MostKnown = 16;

    /// <summary>Writes the schema of a column's values.</summary>
    /// <param name="json">Takes one object.</param>
    /// <param name="column">The column.</param>
    /// <param name="known">The texts that training rows held.</param>
    /// <param name="summary">What is known of the values that they held; null for nothing.</param>
    public static void WriteSchema(Utf8JsonWriter json, ColumnSchema column, IReadOnlyList<string> known, ColumnSummary? summary)
    {
        DeclaredType type = DeclaredType.Of(column);
        json.WriteStartObject();
        string kind = column.Length > 0 ? "array" : KindOf(type.Name);
        WriteType(json, kind, type.IsNullable);
        if (FormatOf(type.Name) is { } format) json.WriteString("format", format);
        if (type.Name == "char") json.WriteNumber("maxLength", 1);
        if (RangeOf(type.Name) is var (least, most))
        {
            json.WritePropertyName("minimum");
            json.WriteRawValue(least);
            json.WritePropertyName("maximum");
            json.WriteRawValue(most);
        }
        if (column.Length > 0) WriteElements(json, column);
        WriteNames(json, column, type.IsNullable);
        bool mayTell = column.Role != ColumnRole.Sensitive;
        // What training saw, not all that is taken. A flag's categories are no texts in JSON.
        if (known.Count > 0 && mayTell && kind == "string")
        {
            json.WriteTexts("examples", known.Take(MostKnown));
        }
        WriteFacts(json, column, type.Name, mayTell ? summary : null);
        json.WriteEndObject();
    }

    private static void WriteType(Utf8JsonWriter json, string kind, bool isNullable)
    {
        if (!isNullable)
        {
            json.WriteString("type", kind);
            return;
        }
        json.WriteStartArray("type");
        json.WriteStringValue(kind);
        json.WriteStringValue("null");
        json.WriteEndArray();
    }

    private static void WriteElements(Utf8JsonWriter json, ColumnSchema column)
    {
        json.WriteNumber("minItems", column.Length);
        json.WriteNumber("maxItems", column.Length);
        json.WriteStartObject("items");
        // An element may be missing where something stands in for it.
        WriteType(json, "number", isNullable: column.Kind.Contains("Impute=", StringComparison.Ordinal));
        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json, ColumnSchema column, bool isNullable)
    {
        if (column.EnumNames.Count == 0) return;
        json.WriteStartArray("enum");
        foreach (string name in column.EnumNames) json.WriteStringValue(name);
        if (isNullable) json.WriteNullValue();
        json.WriteEndArray();
    }

    private static void WriteFacts(Utf8JsonWriter json, ColumnSchema column, string type, ColumnSummary? summary)
    {
        var said = new List<string>();
        if (type is "System.TimeSpan" or "System.TimeOnly") said.Add(char.ToUpperInvariant(Wanted(column)[0]) + Wanted(column)[1..]);
        if (column.Unit is { } unit) said.Add($"in {unit}");
        bool hasRange = IsFinite(summary?.Least) && IsFinite(summary?.Most);
        if (hasRange) said.Add($"training rows had {summary!.Least} to {summary.Most}");
        if (said.Count > 0) json.WriteString("description", string.Join("; ", said));
        if (column.Unit is not null) json.WriteString("x-unit", column.Unit);
        if (!hasRange) return;
        json.WriteStartArray("x-training-range");
        json.WriteRawValue(summary!.Least!);
        json.WriteRawValue(summary.Most!);
        json.WriteEndArray();
    }

    // A number of JSON: a summary may also hold a time's ticks or a word for what JSON has no number for.
    private static bool IsFinite(string? text) =>
        text is not null && double.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number);

    private static string KindOf(string type) => type switch
    {
        "bool" => "boolean",
        _ when Integers.Contains(type) => "integer",
        _ when Numbers.Contains(type) => "number",
        _ => "string",
    };

    // Neither a duration nor a time of day is written as its format in JSON Schema is.
    private static string? FormatOf(string type) => type switch
    {
        "System.DateTime" or "System.DateTimeOffset" => "date-time",
        "System.DateOnly" => "date",
        "System.Guid" => "uuid",
        "sbyte" => "int8",
        "byte" => "uint8",
        "short" => "int16",
        "ushort" => "uint16",
        "int" => "int32",
        "uint" => "uint32",
        "long" => "int64",
        "ulong" => "uint64",
        "float" or "double" or "decimal" => type,
        _ => null,
    };

    private static (string Least, string Most)? RangeOf(string type) => type switch
    {
        "sbyte" => ("-128", "127"),
        "byte" => ("0", "255"),
        "short" => ("-32768", "32767"),
        "ushort" => ("0", "65535"),
        "int" => ("-2147483648", "2147483647"),
        "uint" => ("0", "4294967295"),
        "long" => ("-9223372036854775808", "9223372036854775807"),
        "ulong" => ("0", "18446744073709551615"),
        _ => null,
    };
}
