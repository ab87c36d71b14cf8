using System.Globalization;
using System.Text.Json;
using MlDsl.Training;

namespace MlDsl.Labels;

/// <summary>Something to be labelled.</summary>
/// <param name="Id">What it is known by; not empty.</param>
/// <param name="Score">How much it is wanted, more is more; a finite number.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record LabelQueueItem(string Id, double Score, string Reason);

/// <summary>
/// What is to be labelled, in this order: a file of JSON objects, one a line, with <c>id</c>, <c>score</c> and <c>reason</c>, that goes out to annotators and comes back. People may take
/// lines out, move them and change scores and reasons; members of their own are passed over.
/// </summary>
public sealed class LabelQueue
{
    /// <summary>A queue of items.</summary>
    /// <param name="items">The items, in their order.</param>
    /// <exception cref="ArgumentException">An id is empty or there twice, or a score is not a finite number.</exception>
    public LabelQueue(IReadOnlyList<LabelQueueItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < items.Count; i++)
        {
            if (string.IsNullOrEmpty(items[i].Id)) throw new ArgumentException(FormattableString.Invariant($"Item {i + 1} of the queue has no id; give every row one"), nameof(items));
            if (!double.IsFinite(items[i].Score)) throw new ArgumentException(FormattableString.Invariant($"The item '{Visible.Of(items[i].Id)}' has the score {items[i].Score}, which is not a finite number"), nameof(items));
            if (!places.TryAdd(items[i].Id, i))
                throw new ArgumentException(FormattableString.Invariant($"The id '{Visible.Of(items[i].Id)}' is that of items {places[items[i].Id] + 1} and {i + 1} of the queue; give each row an id of its own"), nameof(items));
        }
        Items = [.. items];
    }

    /// <summary>The items, in their order.</summary>
    public IReadOnlyList<LabelQueueItem> Items { get; }

    /// <summary>Reads a queue; blank lines are passed over.</summary>
    /// <param name="path">The file, in UTF-8.</param>
    /// <exception cref="DataFormatException">A line is no item, or an id is there twice; the message names file and line.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static LabelQueue Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var items = new List<LabelQueueItem>();
        var lines = new Dictionary<string, long>(StringComparer.Ordinal);
        long number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            LabelQueueItem item = Item(path, number, line);
            if (!lines.TryAdd(item.Id, number))
                throw Wrong(path, number, $"the id '{Visible.Of(item.Id)}' is in line {lines[item.Id].ToString(CultureInfo.InvariantCulture)} as well; leave one of them");
            items.Add(item);
        }
        return new LabelQueue(items);
    }

    /// <summary>Writes the queue, whole or not at all.</summary>
    /// <param name="path">The file; what stands there is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var bytes = new MemoryStream();
        foreach (LabelQueueItem item in Items)
        {
            bytes.Write(JsonLine.Readable(json =>
            {
                json.WriteString("id"u8, item.Id);
                json.WriteNumber("score"u8, item.Score);
                json.WriteString("reason"u8, item.Reason);
            }));
            bytes.WriteByte((byte)'\n');
        }
        ModelBytes.Write(path, bytes.ToArray());
    }

    /// <summary>The rows of the queue, in its order.</summary>
    /// <param name="rows">The rows that it was made of.</param>
    /// <param name="idOf">What a row is known by.</param>
    /// <exception cref="ArgumentException">An item is none of the rows, or two rows have its id; the message names it.</exception>
    public IReadOnlyList<TRow> Match<TRow>(IEnumerable<TRow> rows, Func<TRow, string> idOf)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(idOf);
        var places = Items.Select(static (item, i) => (item.Id, i)).ToDictionary(static item => item.Id, static item => item.i, StringComparer.Ordinal);
        var found = new TRow[Items.Count];
        var isFound = new bool[Items.Count];
        foreach (TRow row in rows)
        {
            if (idOf(row) is not { } id || !places.TryGetValue(id, out int place)) continue;
            if (isFound[place]) throw new ArgumentException($"Two rows have the id '{Visible.Of(id)}', which the queue asks for; give each row an id of its own", nameof(rows));
            (found[place], isFound[place]) = (row, true);
        }
        int absent = Array.IndexOf(isFound, false);
        return absent < 0
            ? found
            : throw new ArgumentException($"No row has the id '{Visible.Of(Items[absent].Id)}', which the queue asks for; give the rows that it was made of, or take the line out", nameof(rows));
    }

    private static LabelQueueItem Item(string path, long number, string line)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(line);
            if (json.RootElement.ValueKind != JsonValueKind.Object) throw Wrong(path, number, $"it is {json.RootElement.ValueKind} and not an object, such as {{\"id\":\"17\",\"score\":0.9,\"reason\":\"margin\"}}");
            return new LabelQueueItem(Id(path, number, json.RootElement), Score(path, number, json.RootElement), Reason(path, number, json.RootElement));
        }
        catch (JsonException problem)
        {
            throw Wrong(path, number, $"it is no JSON: {problem.Message}", problem);
        }
    }

    // A number that somebody wrote without quotes is the id that it looks like.
    private static string Id(string path, long number, JsonElement item)
    {
        string? id = !item.TryGetProperty("id"u8, out JsonElement value) ? null : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        return string.IsNullOrEmpty(id) ? throw Wrong(path, number, "it has no 'id', a text that is not empty") : id;
    }

    private static double Score(string path, long number, JsonElement item)
    {
        if (!item.TryGetProperty("score"u8, out JsonElement value) || value.ValueKind == JsonValueKind.Null) return 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double score) && double.IsFinite(score)
            ? score
            : throw Wrong(path, number, $"its 'score' is {Visible.Of(value.GetRawText())} and not a number");
    }

    private static string Reason(string path, long number, JsonElement item)
    {
        if (!item.TryGetProperty("reason"u8, out JsonElement value) || value.ValueKind == JsonValueKind.Null) return "";
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong(path, number, $"its 'reason' is {Visible.Of(value.GetRawText())} and not a text");
    }

    private static DataFormatException Wrong(string path, long number, string problem, Exception? inner = null) =>
        inner is null
            ? new(FormattableString.Invariant($"{path}({number}): {problem}")) { File = path, Line = number }
            : new(FormattableString.Invariant($"{path}({number}): {problem}"), inner) { File = path, Line = number };
}
