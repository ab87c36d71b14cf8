using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace MlDsl.Training;

/// <summary>The lines of a search's log.</summary>
internal static class SearchLogLine
{
    /// <summary>The first line: what tells the search from others.</summary>
    public static string OfHeader(IReadOnlyList<KeyValuePair<string, string>> header) => Json(json =>
    {
        foreach (var (name, value) in header) json.WriteString(name, value);
    });

    /// <summary>Refuses the first line of another search.</summary>
    /// <exception cref="SearchLogException">It is one, or none at all.</exception>
    public static void Check(string line, IReadOnlyList<KeyValuePair<string, string>> header, string log)
    {
        using JsonDocument found = Parse(line, $"Line 1 of the log '{log}'");
        foreach (var (name, value) in header)
        {
            string? other = found.RootElement.ValueKind == JsonValueKind.Object && found.RootElement.TryGetProperty(name, out JsonElement element) ? element.ToString() : null;
            if (other != value)
                throw new SearchLogException($"'{log}' is the log of another search: its {name} is {other ?? "not told"}, and that of this search {value}; give another file, or search as before");
        }
    }

    /// <summary>A step that has ended.</summary>
    public static string Of(int number, SearchEvaluation evaluation, SearchSpace space) => Json(json =>
    {
        json.WriteNumber("step", number);
        WriteStep(json, evaluation.Step, space);
        json.WriteNumber("work", evaluation.Work);
        if (evaluation.Problem is not null)
        {
            json.WriteString("problem", evaluation.Problem);
            return;
        }
        json.WriteNumber("loss", evaluation.Loss);
        json.WriteStartArray("losses");
        foreach (double loss in evaluation.Losses) json.WriteNumberValue(loss);
        json.WriteEndArray();
        json.WriteBase64String("inside", MemoryMarshal.AsBytes(evaluation.Inside.AsSpan()));
        json.WriteBase64String("outside", MemoryMarshal.AsBytes(evaluation.Outside.AsSpan()));
    });

    /// <summary>The step that a line tells, which must be the one that is asked for.</summary>
    /// <exception cref="SearchLogException">The line is damaged, or of another step.</exception>
    public static SearchEvaluation Read(string line, string place, int number, SearchStep step, SearchSpace space)
    {
        using JsonDocument found = Parse(line, place);
        try
        {
            JsonElement root = found.RootElement;
            string told = Json(json =>
            {
                foreach (JsonProperty property in root.EnumerateObject().TakeWhile(static p => p.Name != "work")) property.WriteTo(json);
            });
            string wanted = Json(json =>
            {
                json.WriteNumber("step", number);
                WriteStep(json, step, space);
            });
            if (told != wanted) throw new SearchLogException($"{place} tells of {told}, where this search has {wanted}; give another file, or delete the line and all that follow");
            double work = root.GetProperty("work").GetDouble();
            if (root.TryGetProperty("problem", out JsonElement problem)) return new SearchEvaluation(step, [], work, problem.GetString(), [], []);
            double[] losses = [.. root.GetProperty("losses").EnumerateArray().Select(static l => l.GetDouble())];
            return new SearchEvaluation(step, losses, work, null, Floats(root.GetProperty("inside")), Floats(root.GetProperty("outside")));
        }
        catch (Exception damaged) when (damaged is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new SearchLogException($"{place} is damaged: {damaged.Message}; delete it and all that follow", damaged);
        }
    }

    private static float[] Floats(JsonElement text) => MemoryMarshal.Cast<byte, float>(text.GetBytesFromBase64()).ToArray();

    private static void WriteStep(Utf8JsonWriter json, SearchStep step, SearchSpace space)
    {
        json.WriteNumber("trial", step.Trial);
        json.WriteNumber("share", step.Share);
        json.WriteNumber("alternative", step.Proposal.Alternative);
        json.WriteString("trainer", space.Alternatives[step.Proposal.Alternative].Base.Trainer);
        json.WriteStartObject("options");
        foreach (var (name, value) in step.Proposal.Texts(space)) json.WriteString(name, value);
        json.WriteEndObject();
    }

    private static JsonDocument Parse(string line, string place)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException damaged)
        {
            throw new SearchLogException($"{place} is no JSON: {damaged.Message} Delete it and all that follow, or give another file", damaged);
        }
    }

    private static string Json(Action<Utf8JsonWriter> write) => Encoding.UTF8.GetString(JsonLine.Of(write));
}
