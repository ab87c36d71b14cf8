using System.Text.Json;

namespace MlDsl.Reports;

/// <summary>Something that <c>mldsl check</c> saw in the rows by which a model would seem better than it is.</summary>
/// <param name="Kind">What it is, such as <c>copy</c> or <c>time-travel</c>.</param>
/// <param name="Columns">The columns that it lies in, as the file names them; none where it lies in rows.</param>
/// <param name="Problem">What was seen, with its figures.</param>
/// <param name="WayOut">What to do.</param>
public sealed record CheckFinding(string Kind, IReadOnlyList<string> Columns, string Problem, string WayOut);

/// <summary>What <c>mldsl check trips.csv --json</c> said of a file of rows, for the page of a model that learned from them.</summary>
/// <param name="File">The file that was checked.</param>
/// <param name="Rows">How many of its rows were looked at.</param>
/// <param name="Findings">What was found; none where nothing was.</param>
public sealed record CheckFindings(string File, long Rows, IReadOnlyList<CheckFinding> Findings)
{
    private const int MostBytes = 16 << 20;

    /// <summary>Reads what the tool said; members that are not known here are passed over.</summary>
    /// <param name="path">A file with the one JSON object.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It does not hold what the tool says; the message names the place.</exception>
    public static CheckFindings Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = System.IO.File.OpenRead(path);
        if (file.Length > MostBytes) throw new InvalidDataException($"'{path}' has {file.Length} bytes, more than what 'mldsl check --json' says; give its output");
        try
        {
            using var json = JsonDocument.Parse(file);
            JsonElement all = json.RootElement;
            return new CheckFindings(Text(all, "file"), Member(all, "rows", JsonValueKind.Number).GetInt64(), [.. Member(all, "findings", JsonValueKind.Array).EnumerateArray().Select(Finding)]);
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException)
        {
            throw new InvalidDataException($"'{path}' is not what 'mldsl check --json' says: {wrong.Message}", wrong);
        }
    }

    private static CheckFinding Finding(JsonElement finding) => new(
        Text(finding, "kind"),
        [.. Member(finding, "columns", JsonValueKind.Array).EnumerateArray().Select(static c => c.ValueKind == JsonValueKind.String ? c.GetString()! : throw new FormatException("a column's name is no text"))],
        Text(finding, "problem"),
        Text(finding, "way_out"));

    private static string Text(JsonElement of, string name) => Member(of, name, JsonValueKind.String).GetString()!;

    private static JsonElement Member(JsonElement of, string name, JsonValueKind kind) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out JsonElement value) && value.ValueKind == kind ? value : throw new FormatException($"there is no {kind.ToString().ToLowerInvariant()} '{name}'");
}
