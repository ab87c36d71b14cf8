using System.Globalization;
using System.Text;

namespace MlDsl.Training;

/// <summary>A model card as Markdown.</summary>
internal sealed class CardMarkdown(CardFacts facts, CardWords words, IReadOnlyList<CardSide> sides)
{
    private readonly StringBuilder text = new();

    public string Write()
    {
        Line($"# {Escape(facts.Name)} {Escape(facts.Version)}");
        Line(Escape(words.Purpose ?? $"Predicts {facts.Label} ({facts.TaskText}) from {facts.Schema.Inputs.Count} columns of {facts.Schema.Name}."));
        List("Users", words.Users);
        List("Uses", words.UseCases);
        Data();
        Model();
        foreach (CardSide side in sides) Side(side);
        if (sides.Count == 0) Line("## Figures\n\nIt was not evaluated.");
        List("Limits", [.. facts.Limits(), .. words.Limitations]);
        List("Trade-offs", words.Tradeoffs);
        List("Risks", words.Risks.Select(static r => r.Mitigation is null ? r.Name : $"{r.Name}: {r.Mitigation}"));
        Provenance();
        return text.ToString();
    }

    private void Data()
    {
        Line("## Data");
        Line(string.Create(CultureInfo.InvariantCulture, $"{facts.Rows:N0} rows of {Escape(facts.Schema.Name)}. Split: {Escape(facts.Split)}.{(words.Classification is { } c ? $" Classified as {Escape(c)}." : "")}"));
        Table(["column", "type", "role", "kind"], [.. facts.Schema.Columns.Concat(facts.Schema.Features).Select(static c => new[]
        {
            c.Unit is null ? c.Name : $"{c.Name} ({c.Unit})", c.Type, c.Role == ColumnRole.None ? "" : $"{c.Role}", CardColumn.KindOf(c),
        })]);
    }

    private void Model()
    {
        Line("## Model");
        Line(Escape($"{facts.Trainer}, {Article(facts.Family)}, of {facts.Predictor.Width} features; {(facts.Log.Converged ? "converged" : "not converged")} after {facts.Log.Iterations} iterations."));
        if (facts.Outcome.Classes.Count > 0) Line($"Classes: {string.Join(", ", facts.Outcome.Classes.Select(Escape))}.");
        Table(["option", "value"], [.. facts.Options.Select(static o => new[] { o.Key, o.Value })]);
    }

    private void Side(CardSide side)
    {
        Line($"## Figures on the {Escape(side.Name)} rows");
        string times = side.Times > 1 ? string.Create(CultureInfo.InvariantCulture, $", assessed {side.Times} times by then: choices made between make them optimistic") : "";
        string level = side.Level > 0 ? string.Create(CultureInfo.InvariantCulture, $"; intervals of {side.Level * 100:0.##}%") : "";
        Line($"{TextTable.Rows(side.Rows)}{times}{level}.");
        Dictionary<string, Metric> baseline = side.Baseline.ToDictionary(static m => m.Name, static m => m.Metric);
        Table(["metric", "value", "interval", "baseline"], [.. side.Metrics.Select(m => new[] { m.Name, m.Metric.ValueText, m.Metric.IntervalText, baseline.TryGetValue(m.Name, out Metric trivial) ? trivial.ValueText : "" })]);
        foreach (var slices in side.Slices.GroupBy(static s => s.Column))
        {
            Line($"### By {Escape(slices.Key)}");
            Table(
                ["value", "rows", .. slices.First().Metrics.Select(static m => m.Name)],
                [.. slices.Select(static s => (string[])[s.Value, s.Rows.ToString("N0", CultureInfo.InvariantCulture), .. s.Metrics.Select(static m => $"{m.Metric}")])]);
        }
        foreach (var (column, values, least) in side.Small)
            Line(string.Create(CultureInfo.InvariantCulture, $"{values:N0} {(values == 1 ? "value" : "values")} of {Escape(column)} with fewer than {least:N0} rows {(values == 1 ? "is" : "are")} not measured."));
    }

    private void Provenance()
    {
        Line("## Provenance");
        Table(["fact", "value"],
        [
            ["SHA-256 of the file", facts.Hash],
            ["made by", $"MlDsl {facts.Library}"],
            ["schema", facts.Schema.Hash],
            ["data", facts.Fingerprint],
            .. facts.LeakageRules is null ? (string[][])[] : [["rules on leakage", facts.LeakageRules]],
            .. facts.Parent is null ? (string[][])[] : [["replaces", facts.Parent]],
        ]);
    }

    private void List(string title, IEnumerable<string> items)
    {
        string[] all = [.. items.Select(Escape)];
        if (all.Length > 0) Line($"## {title}\n\n{string.Join('\n', all.Select(static item => $"- {item}"))}");
    }

    private void Table(string[] header, string[][] rows)
    {
        if (rows.Length == 0) return;
        Line(string.Join('\n', [Row(header), Row([.. header.Select(static _ => "---")]), .. rows.Select(static row => Row([.. row.Select(Escape)]))]));
    }

    private static string Row(string[] cells) => $"| {string.Join(" | ", cells)} |";

    private static string Article(string noun) => "aeiou".Contains(noun[0], StringComparison.Ordinal) ? $"an {noun}" : $"a {noun}";

    private void Line(string line) => text.Append(text.Length > 0 ? "\n" : "").Append(line).Append('\n');

    // Signs that turn around what follows them, or that nobody sees; the soft hyphen and the joiner belong to words.
    private static bool IsHidden(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.Format && c is not ('\u00AD' or '\u200D');

    // What Markdown or a page would read as more than text: on one line, each such sign behind a stroke.
    private static string Escape(string value)
    {
        var escaped = new StringBuilder(value.Length);
        foreach (char c in value)
        {
            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '|' or '#' or '&' or '!' or '~') escaped.Append('\\').Append(c);
            else escaped.Append(char.IsControl(c) || c is '\u2028' or '\u2029' || IsHidden(c) ? ' ' : c);
        }
        return escaped.Replace("://", "\\://").ToString();
    }
}
