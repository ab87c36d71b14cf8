using System.Globalization;

namespace MlDsl.Tool.Refitting;

/// <summary>A split as a model's file tells it, and the training rows that it leaves.</summary>
/// <param name="Text">The description in the file.</param>
internal sealed partial record SplitText(string Text)
{
    private const string Steps = " steps";

    private string Method => Text.Split(':')[0];

    /// <summary>What the training side may have been, each with its name: with the validation side or without it, or all rows where they were given as they are.</summary>
    /// <param name="rows">The number of rows of the data.</param>
    /// <param name="labelOf">The label of a row, as what classes are told apart by.</param>
    /// <param name="timeOf">When a row happened, in ticks.</param>
    public IEnumerable<(string Name, int[] Rows)> Sides(int rows, Func<int, string> labelOf, Func<int, long> timeOf)
    {
        int[] all = [.. Enumerable.Range(0, rows)];
        yield return ("all rows", all);
        // Folds and splits within another are told after a comma, and have no train side of their own here.
        if (Text.Contains("within", StringComparison.Ordinal) || Text.Contains("folds", StringComparison.Ordinal)) yield break;
        if (Method is nameof(SplitMethod.Random) or nameof(SplitMethod.Stratified) && long.TryParse(Part("seed"), NumberStyles.Integer, CultureInfo.InvariantCulture, out long seed) && Number("validation") is { } validation)
        {
            var shares = new Shares(validation, Number("test") ?? 0);
            int[] order = RandomOrder.Of([.. all.Select(static row => (long)row)], seed);
            int[][] classes = Method == nameof(SplitMethod.Random) ? [order] : [.. order.GroupBy(labelOf, StringComparer.Ordinal).Select(static group => group.ToArray())];
            yield return ("train", [.. classes.SelectMany(own => own.Skip(Beyond(own.Length, both: true))).Order()]);
            yield return ("development", [.. classes.SelectMany(own => own.Skip(Beyond(own.Length, both: false))).Order()]);

            int Beyond(int count, bool both) => shares.Of(count) is var (held, test) ? both ? held + test : test : 0;
        }
        else if (Method == nameof(SplitMethod.Time))
        {
            long embargo = Embargo ?? 0;
            long? from = Time("validation from");
            if (from is { } begins) yield return ("train", [.. all.Where(row => timeOf(row) < begins - embargo)]);
            if (Time("test from") is { } to) yield return ("development", [.. all.Where(row => timeOf(row) is var at && at < to - embargo && !(at >= from - embargo && at < from))]);
        }
    }

    private double? Number(string name) => double.TryParse(Part(name), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;

    // Whether times are numbers of steps.
    private bool CountsSteps => Part("embargo") is { } embargo && embargo.EndsWith(Steps, StringComparison.Ordinal);

    private long? Embargo => CountsSteps
        ? long.TryParse(Part("embargo")![..^Steps.Length], NumberStyles.None, CultureInfo.InvariantCulture, out long steps) ? steps : null
        : TimeSpan.TryParseExact(Part("embargo"), "c", CultureInfo.InvariantCulture, out TimeSpan kept) ? kept.Ticks : null;

    private long? Time(string name) => CountsSteps
        ? long.TryParse(Part(name), NumberStyles.None, CultureInfo.InvariantCulture, out long step) ? step : null
        : DateTime.TryParseExact(Part(name), "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime time) ? time.Ticks : null;

    private string? Part(string name) => Text[(Text.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(',').Select(static part => part.Trim())
        .FirstOrDefault(part => part.StartsWith(name + " ", StringComparison.Ordinal) && (name.Contains(' ', StringComparison.Ordinal) || !part[(name.Length + 1)..].StartsWith("from ", StringComparison.Ordinal)))?[(name.Length + 1)..];
}
