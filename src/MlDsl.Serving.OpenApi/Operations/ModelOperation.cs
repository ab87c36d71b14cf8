using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace MlDsl.Serving.Operations;

/// <summary>What a document says of an endpoint of models: rows with their columns, answers, problems, an example of each.</summary>
/// <param name="register">Puts a schema among those that a document shares, and gives what refers to it.</param>
internal sealed class ModelOperation(Func<string, OpenApiSchema, IOpenApiSchema> register)
{
    private const string Json = "application/json";

    /// <summary>Completes an operation of an endpoint.</summary>
    public void Describe(ModelEndpointInfo info, OpenApiOperation operation)
    {
        if (info.Folder is { } folder && info.Purpose != ModelEndpointPurpose.List) AddName(operation, folder);
        switch (info.Purpose)
        {
            case ModelEndpointPurpose.List:
                operation.Summary ??= "Lists the models";
                operation.Responses = new() { ["200"] = Answer("The models, with what answers", Json, new() { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.Object } }) };
                return;
            case ModelEndpointPurpose.Schema:
                operation.Summary ??= info.Model is null ? "The JSON Schema of a model's rows" : $"The JSON Schema of the rows of {info.Model.Name}";
                operation.Responses = new() { ["200"] = Answer("The schema", "application/schema+json", new() { Type = JsonSchemaType.Object }) };
                break;
            default:
                operation.Summary ??= info.Model is null ? "Asks a model of one row or of several" : $"Asks {info.Model.Name} of one row or of several";
                // Asked for once: rows and answers are of one generation.
                ModelDocument? document = info.Model?.Document;
                operation.RequestBody = Rows(info.Model, document);
                operation.Responses = new() { ["200"] = Outputs(info.Model, document) };
                ServingOptions options = info.Model?.Options ?? info.Folder!.Options.Each;
                AddProblems(operation.Responses, "400", "408", "413", "415");
                if (options.Batching is not null) AddProblems(operation.Responses, "429", "504");
                AddProblems(operation.Responses, "500");
                break;
        }
        if (info.Folder is not null) AddProblems(operation.Responses, "404");
        AddProblems(operation.Responses, "503");
    }

    private static void AddName(OpenApiOperation operation, ModelFolder folder)
    {
        operation.Parameters ??= [];
        if (operation.Parameters.Any(static p => p.Name == "model")) return;
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = "model",
            In = ParameterLocation.Path,
            Required = true,
            Description = "The model's name",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Examples = [.. folder.Models.Select(static m => (JsonNode)JsonValue.Create(m.Name))] },
        });
    }

    private OpenApiRequestBody Rows(ServedModel? model, ModelDocument? document)
    {
        IOpenApiSchema row = document is not null
            ? register(NameOf(model!) + "Row", RowOf(document))
            : new OpenApiSchema { Type = JsonSchemaType.Object, Description = model is null ? "schema.json of the model tells its columns" : "The columns are told once a model is loaded" };
        var content = new OpenApiMediaType { Schema = OneOrMany(row, model?.Options.Rows.MaxRows) };
        if (document?.Example is { } example) content.Example = JsonNode.Parse(example.Row);
        return new() { Required = true, Description = "A row, or an array of rows", Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [Json] = content } };
    }

    private static OpenApiSchema RowOf(ModelDocument document) => Written(json => document.Format.WriteSchema(json, document.Example?.Row));

    private static OpenApiSchema Written(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) write(json);
        return SchemaReader.Read(JsonNode.Parse(stream.ToArray())!.AsObject());
    }

    private OpenApiResponse Outputs(ServedModel? model, ModelDocument? document)
    {
        JsonNode? form = document?.Form is { } said ? JsonNode.Parse(said) : null;
        IOpenApiSchema output = document?.Format.Form is { } told ? register(NameOf(model!) + "Output", Written(told.WriteAnswer))
            : form is JsonObject ? register(NameOf(model!) + "Output", SchemaReader.Like(form)) : SchemaReader.Like(form);
        OpenApiResponse response = Answer("What the model says of the row, or of each row in their order", Json, OneOrMany(output, null));
        if (document?.Example is { } example) response.Content![Json].Example = JsonNode.Parse(example.Answer);
        response.Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
        {
            [ServedModel.VersionHeader] = new OpenApiHeader { Description = "The name, version and hash of the model that answered", Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
        };
        return response;
    }

    private static OpenApiSchema OneOrMany(IOpenApiSchema one, int? most) => new() { OneOf = [one, new OpenApiSchema { Type = JsonSchemaType.Array, Items = one, MaxItems = most }] };

    private static OpenApiResponse Answer(string description, string media, OpenApiSchema schema) =>
        new() { Description = description, Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [media] = new() { Schema = schema } } };

    private void AddProblems(OpenApiResponses responses, params ReadOnlySpan<string> statuses)
    {
        IOpenApiSchema problem = register("ModelProblem", Problem());
        foreach (string status in statuses)
            responses[status] = new OpenApiResponse
            {
                Description = Said(status),
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/problem+json"] = new() { Schema = problem } },
            };
    }

    private static string Said(string status) => int.Parse(status, CultureInfo.InvariantCulture) switch
    {
        StatusCodes.Status400BadRequest => "The rows cannot be read, or the model does not take one of them; row and column say which",
        StatusCodes.Status404NotFound => "There is no such model",
        StatusCodes.Status408RequestTimeout => "The body did not arrive in time",
        StatusCodes.Status413PayloadTooLarge => "The body has more bytes or rows, or a text is longer, than is taken",
        StatusCodes.Status415UnsupportedMediaType => "The body is not said to be JSON in UTF-8",
        StatusCodes.Status429TooManyRequests => "Too many rows wait; Retry-After says when to ask again",
        StatusCodes.Status500InternalServerError => "The model failed",
        StatusCodes.Status504GatewayTimeout => "The rows waited longer than they may",
        _ => "No model answers yet, or the service is stopping; Retry-After says when to ask again",
    };

    private static OpenApiSchema Problem()
    {
        static OpenApiSchema Of(JsonSchemaType type, string said) => new() { Type = type, Description = said };
        return new()
        {
            Type = JsonSchemaType.Object,
            Description = "Problem details (RFC 9457)",
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["type"] = Of(JsonSchemaType.String, "What kind of problem it is, as a name"),
                ["title"] = Of(JsonSchemaType.String, "The same in words"),
                ["status"] = Of(JsonSchemaType.Integer, "The status"),
                ["detail"] = Of(JsonSchemaType.String, "What is wrong with this request, and the way out"),
                ["row"] = Of(JsonSchemaType.Integer, "The row, counted from 0, where it is of one"),
                ["column"] = Of(JsonSchemaType.String, "The column, where it is of one"),
            },
            Required = new HashSet<string>(["type", "title", "status", "detail"], StringComparer.Ordinal),
        };
    }

    // A key of a document has ASCII letters, digits, '.', '-' and '_' only.
    private static string NameOf(ServedModel model)
    {
        var name = new StringBuilder();
        foreach (char c in model.Name)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '.' or '-') name.Append(c);
            else name.Append(CultureInfo.InvariantCulture, $"_{(int)c:x4}");
        }
        return name.ToString();
    }
}
