using System.Text.Json;
using System.Text.Unicode;

namespace MlDsl;

/// <summary>The objects of a file of JSON lines as texts, where nobody knows the columns before: they are the members of all objects, in the order in which they are met.</summary>
/// <param name="Columns">The names of the members.</param>
/// <param name="Rows">The line and the values of each object; null where it has none, or null.</param>
/// <param name="IsWhole">Whether these are all objects.</param>
internal sealed record JsonObjects(IReadOnlyList<string> Columns, IReadOnlyList<(long Line, string?[] Values)> Rows, bool IsWhole)
{
    private const int LongestLine = 1 << 26;

    /// <summary>Whether a file's name says that it holds lines of JSON.</summary>
    public static bool Is(string path) => Path.GetExtension(path).ToUpperInvariant() is ".JSONL" or ".NDJSON";

    /// <summary>Reads at most so many objects. Lists and objects in them are texts of JSON.</summary>
    /// <param name="stream">The file, which is closed.</param>
    /// <param name="path">What it is called.</param>
    /// <param name="most">The most objects.</param>
    /// <exception cref="DataFormatException">A line is no object, or has a member twice.</exception>
    public static JsonObjects Read(Stream stream, string path, int most = int.MaxValue)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        var rows = new List<(long Line, string?[] Values)>();
        bool isWhole = true;
        using var reader = new LineReader(stream, path, LongestLine);
        while (reader.Read())
        {
            ReadOnlyMemory<byte> line = reader.Buffer.AsMemory(reader.Start, reader.Length);
            if (line.Span.Trim(" \t\r"u8).IsEmpty) continue;
            isWhole = rows.Count < most;
            if (!isWhole) break;
            rows.Add((reader.Number, ValuesOf(line, columns, (path, reader.Number))));
        }
        string?[][] values = [.. rows.Select(static row => row.Values)];
        for (int i = 0; i < values.Length; i++)
        {
            Array.Resize(ref values[i], columns.Count);
            rows[i] = (rows[i].Line, values[i]);
        }
        return new([.. columns.Keys], rows, isWhole);
    }

    private static string?[] ValuesOf(ReadOnlyMemory<byte> line, Dictionary<string, int> columns, (string File, long Line) place)
    {
        if (!Utf8.IsValid(line.Span))
        {
            var (problem, wayOut) = EncodingHints.Of(line.Span);
            throw Error(place, $"{problem}; {wayOut}");
        }
        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw Error(place, "the line is no object; each line holds one, with a member for each column");
            var values = new string?[columns.Count];
            var met = new HashSet<int>();
            foreach (JsonProperty member in document.RootElement.EnumerateObject())
            {
                if (!columns.TryGetValue(member.Name, out int column)) columns.Add(member.Name, column = columns.Count);
                if (!met.Add(column)) throw Error(place, $"'{Visible.Of(member.Name)}' stands twice in the line; leave one of them out");
                if (column >= values.Length) Array.Resize(ref values, columns.Count);
                values[column] = member.Value.ValueKind switch { JsonValueKind.String => member.Value.GetString(), JsonValueKind.Null => null, _ => member.Value.GetRawText() };
            }
            return values;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw Error(place, $"no JSON: {problem.Message}", problem);
        }
    }

    private static DataFormatException Error((string File, long Line) place, string said, Exception? problem = null)
    {
        string message = FormattableString.Invariant($"{place.File}({place.Line}): {said}");
        return problem is null ? new(message) { File = place.File, Line = place.Line } : new(message, problem) { File = place.File, Line = place.Line };
    }
}
