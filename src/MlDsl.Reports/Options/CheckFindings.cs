using System.Text.Json;

namespace MlDsl.Reports;

/// <summary>Something that <c>mldsl check</c> saw in the rows by which a model would seem better than it is.</summary>
/// <param name="Kind">What it is, such as <c>copy</c> or <c>time-travel</c>.</param>
/// <param name="Columns">The columns that it lies in, as the file names them; none where it lies in rows.</param>
/// <param name="Problem">What was seen, with its figures.</param>
/// <param name="WayOut">What to do.</param>
public sealed record CheckFinding(string Kind, IReadOnlyList<string> Columns, string Problem, string WayOut)
{
    /// <summary>What it adds to a model's figures, or why that is not known, as <c>--impact</c> measured it; null where nobody asked, or where it lies in rows.</summary>
    public string? Impact { get; init; }
}

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
        Text(finding, "way_out"))
    { Impact = ImpactOf(finding) };

    private static string? ImpactOf(JsonElement finding)
    {
        if (finding.TryGetProperty("unmeasured", out _)) return $"not known: {Text(finding, "unmeasured")}";
        if (!finding.TryGetProperty("impact", out _)) return null;
        JsonElement impact = Member(finding, "impact", JsonValueKind.Object);
        double[] inflation = [.. Member(impact, "inflation", JsonValueKind.Array).EnumerateArray().Select(static value => Number(value, "inflation"))];
        if (inflation.Length is not (1 or 3)) throw new FormatException("an inflation is a value, or a value with the two ends of its interval");
        var difference = inflation.Length == 3 ? new Metric(inflation[0], inflation[1], inflation[2]) : Metric.Point(inflation[0]);
        double with = Number(Either(impact, "with"), "with"), without = Number(Either(impact, "without"), "without");
        return FormattableString.Invariant($"{Text(impact, "metric")} {Metric.Point(with)} with it and {Metric.Point(without)} without: {difference} better");
    }

    // What is undefined is null, as JSON has no other word for it.
    private static double Number(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.Null => double.NaN,
        _ => throw new FormatException($"a number of '{name}' is none"),
    };

    private static JsonElement Either(JsonElement of, string name) => of.TryGetProperty(name, out JsonElement value) ? value : throw new FormatException($"there is no number '{name}'");

    private static string Text(JsonElement of, string name) => Member(of, name, JsonValueKind.String).GetString()!;

    private static JsonElement Member(JsonElement of, string name, JsonValueKind kind) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out JsonElement value) && value.ValueKind == kind ? value : throw new FormatException($"there is no {kind.ToString().ToLowerInvariant()} '{name}'");
}
