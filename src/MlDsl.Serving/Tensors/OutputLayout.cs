using System.Text;
using System.Text.Json;
using MlDsl.Json;

namespace MlDsl.Serving;

/// <summary>One output tensor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its datatype.</param>
/// <param name="Width">The elements of a row.</param>
internal readonly record struct OutputColumn(string Name, TensorType Type, int Width);

/// <summary>A token that the JSON of each output has at its place.</summary>
/// <param name="Token">The token; none where a value stands.</param>
/// <param name="Name">Of a member its name.</param>
/// <param name="Column">Of a value its column.</param>
internal readonly record struct OutputStep(JsonTokenType Token, byte[]? Name, int Column);

/// <summary>
/// How what a model says of a row lies in tensors: each number, flag and text of its JSON is one, called like its members with dots between them; an array of
/// numbers is one with as many elements. What has no such form is one tensor of texts, each the JSON. Immutable.
/// </summary>
internal sealed class OutputLayout
{
    /// <summary>The output of a model that says one thing only.</summary>
    public const string Only = "prediction";

    private readonly List<OutputColumn> columns;
    private readonly List<OutputStep> steps = [];

    /// <summary>The layout of outputs of which there are none.</summary>
    public static OutputLayout Unknown { get; } = new();

    /// <summary>The layout of outputs that have no form in common: each is a text, its JSON.</summary>
    public static OutputLayout Whole { get; } = new(new OutputColumn(InputTensor.Json, TensorType.Bytes, 1));

    private OutputLayout(params OutputColumn[] columns) => this.columns = [.. columns];

    /// <summary>The tensors, in the order of the answer.</summary>
    public IReadOnlyList<OutputColumn> Columns => columns;

    /// <summary>The tokens of one output; empty where the whole JSON is a text.</summary>
    public IReadOnlyList<OutputStep> Steps => steps;

    /// <summary>The place of a tensor; −1 where there is none of the name.</summary>
    public int IndexOf(string name) => columns.FindIndex(c => c.Name == name);

    /// <summary>The layout of outputs of which one is known.</summary>
    /// <param name="json">Its JSON.</param>
    /// <param name="numbers">The datatype of numbers; those called label are integers.</param>
    public static OutputLayout Of(ReadOnlySpan<byte> json, TensorType numbers)
    {
        var layout = new OutputLayout();
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (layout.Add(ref reader, "", numbers) && layout.columns.Count > 0 && layout.columns.DistinctBy(static c => c.Name).Count() == layout.columns.Count) return layout;
        return Whole;
    }

    private bool Add(ref Utf8JsonReader reader, string path, TensorType numbers)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject: return AddObject(ref reader, path, numbers);
            case JsonTokenType.StartArray: return AddArray(ref reader, path, numbers);
            default:
                steps.Add(new(JsonTokenType.None, null, columns.Count));
                columns.Add(new(path.Length == 0 ? Only : path, TypeOf(in reader, path, numbers), 1));
                return true;
        }
    }

    private bool AddObject(ref Utf8JsonReader reader, string path, TensorType numbers)
    {
        steps.Add(new(JsonTokenType.StartObject, null, -1));
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            steps.Add(new(JsonTokenType.PropertyName, Encoding.UTF8.GetBytes(name), -1));
            reader.Read();
            if (!Add(ref reader, path.Length == 0 ? name : $"{path}.{name}", numbers)) return false;
        }
        steps.Add(new(JsonTokenType.EndObject, null, -1));
        return true;
    }

    private bool AddArray(ref Utf8JsonReader reader, string path, TensorType numbers)
    {
        steps.Add(new(JsonTokenType.StartArray, null, -1));
        int width = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; width++)
        {
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject || TypeOf(in reader, "", numbers) != numbers) return false;
            steps.Add(new(JsonTokenType.None, null, columns.Count));
        }
        steps.Add(new(JsonTokenType.EndArray, null, -1));
        columns.Add(new(path.Length == 0 ? Only : path, numbers, width));
        return width > 0;
    }

    // NaN is null, and the infinities are texts.
    private static TensorType TypeOf(in Utf8JsonReader reader, string path, TensorType numbers) => reader.TokenType switch
    {
        JsonTokenType.True or JsonTokenType.False => TensorType.Bool,
        JsonTokenType.Number when path == "label" => TensorType.Int64,
        JsonTokenType.String when !reader.ValueTextEquals("Infinity"u8) && !reader.ValueTextEquals("-Infinity"u8) => TensorType.Bytes,
        _ => numbers,
    };
}
