using System.Text.Json;

namespace MlDsl.Tasks.Requests;

/// <summary>Parts of JSON Schemas of requests and answers.</summary>
internal static class SchemaText
{
    /// <summary>A member of a simple type.</summary>
    public static void WriteMember(this Utf8JsonWriter json, string name, string type, string? description = null, string? format = null)
    {
        json.WriteStartObject(name);
        json.WriteString("type", type);
        if (format is not null) json.WriteString("format", format);
        if (description is not null) json.WriteString("description", description);
        json.WriteEndObject();
    }

    /// <summary>A member that is a whole number of a range.</summary>
    public static void WriteRange(this Utf8JsonWriter json, string name, int least, int most, string description)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "integer");
        json.WriteNumber("minimum", least);
        json.WriteNumber("maximum", most);
        json.WriteString("description", description);
        json.WriteEndObject();
    }

    /// <summary>A member that is an array of what <paramref name="element"/> writes.</summary>
    public static void WriteArray(this Utf8JsonWriter json, string name, int? most, string? description, Action<Utf8JsonWriter> element)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "array");
        if (most is { } count) json.WriteNumber("maxItems", count);
        if (description is not null) json.WriteString("description", description);
        json.WritePropertyName("items");
        element(json);
        json.WriteEndObject();
    }

    /// <summary>An object with members, some of which must be there, and no others unless <paramref name="isOpen"/>.</summary>
    public static void WriteObject(this Utf8JsonWriter json, IEnumerable<string> required, bool isOpen, Action<Utf8JsonWriter> members)
    {
        json.WriteStartObject();
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        members(json);
        json.WriteEndObject();
        json.WriteStartArray("required");
        foreach (string name in required) json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteBoolean("additionalProperties", isOpen);
        json.WriteEndObject();
    }
}
