using System.CommandLine;
using System.Text.Json;
using MlDsl.Training;

namespace MlDsl.Tool;

/// <summary>How verbs that give a model rows are told how these lie: each verb has its own, with the same names.</summary>
internal sealed class ModelRowOptions
{
    private readonly Option<string?> separator = new("--separator") { Description = "What stands between the fields of a CSV file: one character, or 'tab'" };
    private readonly Option<bool> decimalComma = new("--decimal-comma") { Description = "Numbers of a CSV file are written as 1.234,5" };
    private readonly Option<string[]> missing = new("--missing") { Description = "A text of a CSV file that means a missing value, beside the empty field; may be given several times" };
    private readonly Option<string?> dateFormat = new("--date-format") { Description = "How dates and times of a CSV file are written, such as dd.MM.yyyy; ISO 8601 unless given" };
    private readonly Option<string?> comment = new("--comment") { Description = "What begins a line of a CSV file that is left out" };
    private readonly Option<bool> trim = new("--trim") { Description = "Leave out blanks around the fields of a CSV file" };
    private readonly Option<bool> noQuotes = new("--no-quotes") { Description = "Quotes in a CSV file mean themselves" };
    private readonly Option<bool> skip = new("--skip-bad-rows") { Description = "Leave out rows of a CSV file that cannot be read, such as those without a label, and say how many" };

    /// <summary>Whether the verb can leave rows out: two models would not leave out the same.</summary>
    public bool CanSkip { get; init; }

    /// <summary>The options, for the verb.</summary>
    public IEnumerable<Option> All => [separator, decimalComma, missing, dateFormat, comment, trim, noQuotes, .. CanSkip ? (Option[])[skip] : []];

    /// <summary>How a CSV file is written.</summary>
    /// <exception cref="ToolException">The separator is none.</exception>
    public CsvOptions Csv(ParseResult parsed) => new()
    {
        Separator = Arguments.Separator(parsed.GetValue(separator)),
        Numbers = parsed.GetValue(decimalComma) ? NumberFormat.DecimalComma : NumberFormat.Plain,
        Missing = ["", .. parsed.GetValue(missing) ?? []],
        DateFormat = parsed.GetValue(dateFormat),
        Comment = parsed.GetValue(comment),
        Trim = parsed.GetValue(trim),
        Quote = parsed.GetValue(noQuotes) ? null : '"',
        BadRows = CanSkip && parsed.GetValue(skip) ? BadRowPolicy.Skip : BadRowPolicy.Throw,
    };

    /// <summary>The rows of a file, of CSV or of JSON lines as its name says; of golden rows the inputs.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="table">What rows have: with labels or without.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="ToolException">The file does not exist, or a row cannot be read.</exception>
    public IReadOnlyList<DynamicRow> Read(ParseResult parsed, DynamicTable table, string path)
    {
        if (!File.Exists(path)) throw new ToolException($"'{path}' does not exist; name a file of rows, .csv or .jsonl");
        try
        {
            return Path.GetExtension(path).ToUpperInvariant() is ".JSONL" or ".NDJSON" ? [.. Lines(table, path)] : [.. table.Rows(path, Csv(parsed), left => Say(parsed, path, left.Count, left.First.Count > 0 ? left.First[0].Message : ""))];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or JsonException)
        {
            throw new ToolException(problem.Message);
        }
    }

    /// <summary>Says on standard error which rows were left out.</summary>
    public static void Say(ParseResult parsed, string path, long left, string first)
    {
        if (left > 0) parsed.InvocationConfiguration.Error.WriteLine(TerminalText.Line(FormattableString.Invariant($"mldsl: {left} {(left == 1 ? "row" : "rows")} of '{path}' left out, the first: {first}")));
    }

    private static IEnumerable<DynamicRow> Lines(DynamicTable table, string path)
    {
        long line = 0;
        foreach (string text in File.ReadLines(path))
        {
            line++;
            if (string.IsNullOrWhiteSpace(text)) continue;
            DynamicRow row;
            try
            {
                using JsonDocument json = JsonDocument.Parse(text);
                bool isGolden = json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("input", out _) && json.RootElement.TryGetProperty("expected", out _);
                row = table.Row(isGolden ? json.RootElement.GetProperty("input") : json.RootElement);
            }
            catch (Exception problem) when (problem is JsonException or ArgumentException)
            {
                throw new ToolException(FormattableString.Invariant($"{path}({line}): {problem.Message}"));
            }
            yield return row;
        }
    }
}
