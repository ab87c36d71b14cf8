using System.Text.Json;

namespace MlDsl.Tool.Scaffolding;

/// <summary>Rows as lines of JSON: an object a line, whose members are columns.</summary>
internal static class JsonTable
{
    /// <summary>Whether a file's name says so.</summary>
    public static bool Is(string path) => Path.GetExtension(path).ToUpperInvariant() is ".JSONL" or ".NDJSON";

    /// <summary>Reads at most so many rows. A member that a row does not have is missing in it.</summary>
    /// <exception cref="ToolException">A line is no object of single values, or there is none.</exception>
    public static FileTable Read(string path, int most)
    {
        var columns = new Dictionary<string, List<string?>>(StringComparer.Ordinal);
        List<string> names = [];
        int rows = 0;
        long line = 0;
        bool isWhole = true;
        foreach (string text in File.ReadLines(path))
        {
            line++;
            if (string.IsNullOrWhiteSpace(text)) continue;
            if (rows == most)
            {
                isWhole = false;
                break;
            }
            try
            {
                using JsonDocument json = JsonDocument.Parse(text);
                if (json.RootElement.ValueKind != JsonValueKind.Object) throw new ToolException(FormattableString.Invariant($"{path}({line}): the line is no object; a row is one, with a member for each column"));
                foreach (JsonProperty member in json.RootElement.EnumerateObject())
                {
                    if (!columns.TryGetValue(member.Name, out List<string?>? values))
                    {
                        columns.Add(member.Name, values = []);
                        names.Add(member.Name);
                    }
                    if (values.Count > rows) throw new ToolException(FormattableString.Invariant($"{path}({line}): '{Visible.Of(member.Name)}' stands twice in the line"));
                    while (values.Count < rows) values.Add(null);
                    values.Add(TextOf(member.Value));
                }
            }
            catch (Exception problem) when (problem is JsonException or InvalidOperationException)
            {
                throw new ToolException(FormattableString.Invariant($"{path}({line}): {problem.Message}"));
            }
            rows++;
        }
        if (rows == 0 || names.Count == 0) throw new ToolException($"'{path}' has no rows; give some that are like those which the model was made for");
        foreach (List<string?> values in columns.Values)
            while (values.Count < rows) values.Add(null);
        return new FileTable(path, new CsvOptions(), [.. names.Select((name, place) => new TextColumn(name, place, columns[name]))], isWhole);
    }

    // Lists and objects are columns as well, which are refused where they are to be numbers.
    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };
}
