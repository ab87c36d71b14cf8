using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace MlDsl.Serving.Operations;

/// <summary>JSON Schema as it is written for rows, as a schema of a document, which writes it as its own version wants it.</summary>
internal static class SchemaReader
{
    /// <summary>The schema of the same values.</summary>
    public static OpenApiSchema Read(JsonObject json)
    {
        var schema = new OpenApiSchema();
        foreach (var (keyword, value) in json)
            if (value is not null) Read(schema, keyword, value);
        return schema;
    }

    /// <summary>The schema of values like one of them: of a number numbers, of an object objects with the same members.</summary>
    public static OpenApiSchema Like(JsonNode? sample) => sample switch
    {
        JsonObject members => new()
        {
            Type = JsonSchemaType.Object,
            Properties = members.ToDictionary(static m => m.Key, static m => (IOpenApiSchema)Like(m.Value), StringComparer.Ordinal),
            Required = members.Select(static m => m.Key).ToHashSet(StringComparer.Ordinal),
        },
        JsonArray elements => new() { Type = JsonSchemaType.Array, Items = Like(elements.Count > 0 ? elements[0] : null) },
        JsonValue value => new()
        {
            Type = value.GetValueKind() switch
            {
                System.Text.Json.JsonValueKind.String => JsonSchemaType.String,
                System.Text.Json.JsonValueKind.Number => JsonSchemaType.Number,
                _ => JsonSchemaType.Boolean,
            },
        },
        // Null: of what is said otherwise nothing is known.
        _ => new(),
    };

    private static void Read(OpenApiSchema schema, string keyword, JsonNode value)
    {
        switch (keyword)
        {
            case "type": schema.Type = TypeOf(value); break;
            case "format": schema.Format = value.GetValue<string>(); break;
            case "description": schema.Description = value.GetValue<string>(); break;
            case "minimum": schema.Minimum = value.ToJsonString(); break;
            case "maximum": schema.Maximum = value.ToJsonString(); break;
            case "maxLength": schema.MaxLength = value.GetValue<int>(); break;
            case "minItems": schema.MinItems = value.GetValue<int>(); break;
            case "maxItems": schema.MaxItems = value.GetValue<int>(); break;
            case "items": schema.Items = Read(value.AsObject()); break;
            case "enum": schema.Enum = [.. value.AsArray().Select(static v => v?.DeepClone() ?? JsonNullSentinel.JsonNull)]; break;
            case "examples": schema.Examples = [.. value.AsArray().Select(static v => v!.DeepClone())]; break;
            case "required": schema.Required = value.AsArray().Select(static v => v!.GetValue<string>()).ToHashSet(StringComparer.Ordinal); break;
            case "properties": schema.Properties = value.AsObject().ToDictionary(static p => p.Key, static p => (IOpenApiSchema)Read(p.Value!.AsObject()), StringComparer.Ordinal); break;
            case "additionalProperties": schema.AdditionalPropertiesAllowed = value.GetValue<bool>(); break;
            case var extension when extension.StartsWith("x-", StringComparison.Ordinal):
                schema.Extensions ??= new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal);
                schema.Extensions[extension] = new JsonNodeExtension(value.DeepClone());
                break;
            default: throw new NotSupportedException($"Documents have no '{keyword}' of JSON Schema");
        }
    }

    private static JsonSchemaType TypeOf(JsonNode value) => value is JsonArray several
        ? several.Aggregate(default(JsonSchemaType), static (types, one) => types | TypeOf(one!))
        : value.GetValue<string>() switch
        {
            "null" => JsonSchemaType.Null,
            "boolean" => JsonSchemaType.Boolean,
            "integer" => JsonSchemaType.Integer,
            "number" => JsonSchemaType.Number,
            "string" => JsonSchemaType.String,
            "array" => JsonSchemaType.Array,
            _ => JsonSchemaType.Object,
        };
}
