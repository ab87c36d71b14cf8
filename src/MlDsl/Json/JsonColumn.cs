using System.Text.Json;
using MlDsl.Plans;

namespace MlDsl.Json;

/// <summary>What JSON holds for a column of each type: an example, a schema, and how a message asks for it.</summary>
internal static partial class JsonColumn
{
    private static readonly HashSet<string> Integers = ["sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong"];

    private static readonly HashSet<string> Numbers = ["float", "double", "decimal", "System.Half"];

    /// <summary>What a value of the column looks like, for a message.</summary>
    public static string Wanted(ColumnSchema column) => DeclaredType.Of(column).Name switch
    {
        "bool" => "true or false",
        "string" => "a text",
        "char" => "a text of one character",
        "System.DateTime" => "a time such as \"2024-05-01T13:45:00Z\"",
        "System.DateTimeOffset" => "a time such as \"2024-05-01T13:45:00+02:00\"",
        "System.DateOnly" => "a date such as \"2024-05-01\"",
        "System.TimeOnly" => "a time of day such as \"13:45:00\"",
        "System.TimeSpan" => "a duration such as \"1.02:30:00\"",
        "System.Guid" => "an identifier such as \"01234567-89ab-cdef-0123-456789abcdef\"",
        var name when Integers.Contains(name) => $"an integer that fits {name}",
        var name when Numbers.Contains(name) => $"a number that fits {name.Replace("System.", "", StringComparison.Ordinal)}",
        _ when column.Length > 0 => FormattableString.Invariant($"an array of {column.Length} numbers"),
        _ => "the name of a member",
    };

    public static void WriteExample(Utf8JsonWriter json, ColumnSchema column, string? known)
    {
        DeclaredType type = DeclaredType.Of(column);
        if (column.Length > 0)
        {
            json.WriteStartArray();
            for (int i = 0; i < column.Length; i++) json.WriteNumberValue(0);
            json.WriteEndArray();
            return;
        }
        switch (type.Name)
        {
            case "bool": json.WriteBooleanValue(false); break;
            case "string": json.WriteStringValue(known ?? "text"); break;
            case "char": json.WriteStringValue(known is { Length: 1 } ? known : "a"); break;
            case "System.DateTime": json.WriteStringValue("2024-05-01T13:45:00Z"); break;
            case "System.DateTimeOffset": json.WriteStringValue("2024-05-01T13:45:00+00:00"); break;
            case "System.DateOnly": json.WriteStringValue("2024-05-01"); break;
            case "System.TimeOnly": json.WriteStringValue("13:45:00"); break;
            case "System.TimeSpan": json.WriteStringValue("01:30:00"); break;
            case "System.Guid": json.WriteStringValue(known ?? "01234567-89ab-cdef-0123-456789abcdef"); break;
            case var name when Integers.Contains(name) || Numbers.Contains(name): json.WriteNumberValue(1); break;
            // An enum: a member's name where one is known; else a text, as which a model without the type reads it.
            default:
                if (known is not null) json.WriteStringValue(known);
                else if (column.EnumNames.Count > 0) json.WriteStringValue(column.EnumNames[0]);
                else if (type.IsNullable) json.WriteNullValue();
                else json.WriteStringValue("text");
                break;
        }
    }
}
