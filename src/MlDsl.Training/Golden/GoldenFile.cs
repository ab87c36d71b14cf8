using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlDsl.Training;

/// <summary>
/// Golden rows in a file of JSON lines: <c>{"input":{…},"expected":[…]}</c>, the input as System.Text.Json writes it with enums by name, the
/// expected numbers behind the link: the predicted one, or the probability of the positive class, or those of all classes; behind a number both
/// ends of its interval where that lies between quantiles.
/// </summary>
internal static class GoldenFile
{
    public const string Reflection = "Inputs go through System.Text.Json by reflection; golden rows are for tests, which are not trimmed";

    private static readonly JsonSerializerOptions Options = Made();

    /// <summary>The lines of the file, blank ones passed over.</summary>
    /// <exception cref="GoldenException">There is no such file, it has no rows, or a line is none; the message names file and line.</exception>
    [RequiresUnreferencedCode(Reflection), RequiresDynamicCode(Reflection)]
    public static List<GoldenRow<TInput>> Read<TInput>(string path, int outputs) where TInput : struct
    {
        if (!File.Exists(path))
        {
            throw new GoldenException(
                $"There is no file '{path}'; write it with the model's WriteGolden, and copy it to the tests: <None Include=\"{Path.GetFileName(path)}\" CopyToOutputDirectory=\"PreserveNewest\" />");
        }
        var rows = new List<GoldenRow<TInput>>();
        int line = 0;
        foreach (string text in File.ReadLines(path))
        {
            line++;
            if (!string.IsNullOrWhiteSpace(text)) rows.Add(Row<TInput>(path, line, text, outputs));
        }
        return rows.Count > 0 ? rows : throw new GoldenException($"'{path}' has no rows; write it with the model's WriteGolden");
    }

    /// <summary>Writes a line for each input.</summary>
    [RequiresUnreferencedCode(Reflection), RequiresDynamicCode(Reflection)]
    public static byte[] Write<TInput>(IEnumerable<TInput> inputs, Func<TInput, float[]> predict) where TInput : struct
    {
        using var stream = new MemoryStream();
        foreach (TInput input in inputs)
        {
            using (var json = new Utf8JsonWriter(stream))
            {
                json.WriteStartObject();
                json.WritePropertyName("input");
                JsonSerializer.Serialize(json, input, Options);
                json.WriteStartArray("expected");
                foreach (float value in predict(input)) json.WriteNumberValue(value);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            stream.WriteByte((byte)'\n');
        }
        return stream.ToArray();
    }

    [RequiresUnreferencedCode(Reflection), RequiresDynamicCode(Reflection)]
    private static GoldenRow<TInput> Row<TInput>(string path, int line, string text, int outputs) where TInput : struct
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            JsonElement input = json.RootElement.GetProperty("input");
            float[] expected = [.. json.RootElement.GetProperty("expected").EnumerateArray().Select(static v => v.GetSingle())];
            if (expected.Length != outputs) throw new FormatException($"{expected.Length} numbers are expected, and the model says {outputs}");
            return new GoldenRow<TInput>(line, JsonSerializer.Deserialize<TInput>(input, Options), expected, input.GetRawText());
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or NotSupportedException)
        {
            throw new GoldenException(FormattableString.Invariant($"{path}({line}) is no golden row: {problem.Message}; a line is {{\"input\":{{…}},\"expected\":[…]}}, and WriteGolden writes it"), problem);
        }
    }

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = Reflection)]
    private static JsonSerializerOptions Made() => new()
    {
        Converters = { new JsonStringEnumConverter() },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };
}

/// <summary>A row of a golden file.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Input">What is known when the prediction is asked for.</param>
/// <param name="Expected">The outputs of the model.</param>
/// <param name="Text">The input as it stands in the file.</param>
internal sealed record GoldenRow<TInput>(int Line, TInput Input, float[] Expected, string Text) where TInput : struct
{
    /// <summary>What a difference is relative to where the expected number is smaller: the ends of an interval are as far off as the number between them.</summary>
    public double Scale { get; init; }
}
