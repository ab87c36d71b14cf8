using System.Text.Json;

namespace MlDsl;

/// <summary>An order in which items are wanted, such as that of active learning: a line of JSON for each item, the first one first.</summary>
/// <param name="Entries">The entries in their order.</param>
/// <param name="Problems">What is wrong with other lines.</param>
public sealed record LabelQueue(IReadOnlyList<LabelQueueEntry> Entries, IReadOnlyList<LabelProblem> Problems)
{
    /// <summary>Reads a queue: <c>{"id":"17","score":0.93,"reason":"margin"}</c> on each line; ids may be numbers.</summary>
    /// <exception cref="LabelException">The file cannot be read.</exception>
    public static LabelQueue Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new LabelException($"The queue '{path}' cannot be read: {problem.Message}", problem);
        }
        var entries = new List<LabelQueueEntry>();
        var problems = new List<LabelProblem>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i])) continue;
            try
            {
                LabelQueueEntry entry = Entry(lines[i]);
                if (seen.Add(entry.Id)) entries.Add(entry);
                else problems.Add(new LabelProblem(path, i + 1, 1, $"the id '{Visible.Of(entry.Id)}' is there twice; the first counts"));
            }
            catch (JsonException problem)
            {
                problems.Add(new LabelProblem(path, i + 1, (int)(problem.BytePositionInLine ?? 0) + 1, "the line is no JSON object with an 'id'; correct or delete it"));
            }
        }
        return new LabelQueue(entries, problems);
    }

    private static LabelQueueEntry Entry(string line)
    {
        using var document = JsonDocument.Parse(line);
        JsonElement root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("id", out JsonElement id)) throw new JsonException();
        string name = id.ValueKind switch { JsonValueKind.String => id.GetString()!, JsonValueKind.Number => id.GetRawText(), _ => "" };
        if (name.Length == 0) throw new JsonException();
        double? score = root.TryGetProperty("score", out JsonElement number) && number.ValueKind == JsonValueKind.Number ? number.GetDouble() : null;
        string reason = root.TryGetProperty("reason", out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
        return new LabelQueueEntry(name, score, reason);
    }
}

/// <summary>An item that is wanted.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Score">How much it is wanted; null where the queue does not say.</param>
/// <param name="Reason">Why; may be empty.</param>
public sealed record LabelQueueEntry(string Id, double? Score, string Reason);
