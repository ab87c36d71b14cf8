using System.Globalization;
using MlDsl.Tool.Scaffolding;

namespace MlDsl.Tool.Checking;

/// <summary>One pass over a file of rows, and over its test rows where they are given, for what makes a model seem better than it is.</summary>
/// <param name="table">The rows.</param>
/// <param name="label">The label.</param>
internal sealed class DataCheck(FileTable table, TargetFacts label)
{
    // The share of rows from which on a time is later by nature.
    private const double Later = 0.99;

    // A key's rows agree so far more than any two rows that they say the label; an amount's neighbours agree as well, and its squared correlation tells.
    private const double Agreement = 0.9, Amount = 0.5;

    private readonly List<Leak> leaks = [];

    /// <param name="facts">The columns of the rows.</param>
    /// <param name="time">When a row happened; null where there is no such column.</param>
    /// <param name="isSaid">Whether that column was named; else it is taken for it.</param>
    /// <param name="test">The test rows, with the same columns; null for none.</param>
    public IReadOnlyList<Leak> Run(IReadOnlyList<ColumnFacts> facts, ColumnFacts? time, bool isSaid, FileTable? test)
    {
        ColumnFacts[] others = [.. facts.Where(column => column != label.Facts)];
        var told = new HashSet<ColumnFacts>(AddCopies(others));
        told.UnionWith(AddLaterTimes(others, time, isSaid));
        told.UnionWith(AddStrong(others.Where(column => !told.Contains(column))));
        AddKeys(others.Where(column => !told.Contains(column)));
        AddRepeats(facts);
        if (test is not null) AddShared(facts, test, isSaid ? time : null);
        return leaks;
    }

    private List<ColumnFacts> AddCopies(ColumnFacts[] others)
    {
        var told = new List<ColumnFacts>();
        if (label.Sum(others) is { } sum)
        {
            told.AddRange([sum.One, sum.Other]);
            Add("copy", told, $"{sum.One.Column.Said} + {sum.Other.Column.Said} is the label in every row", AfterOutcome);
        }
        foreach (ColumnFacts column in others)
        {
            if (told.Contains(column) || label.Leak(column) is not { } why) continue;
            told.Add(column);
            Add("copy", [column], $"{column.Column.Said} is the label by another name: {why}", AfterOutcome);
        }
        return told;
    }

    private IEnumerable<ColumnFacts> AddLaterTimes(ColumnFacts[] others, ColumnFacts? time, bool isSaid)
    {
        if (time is null) yield break;
        foreach (ColumnFacts column in others.Where(column => column != time && column.Kind == ValueKind.Time))
        {
            int both = 0, later = 0, after = 0;
            string?[] common = Common(column, time);
            string? format = (common.Length > 0 ? common : column.Formats)[0], other = (common.Length > 0 ? common : time.Formats)[0];
            for (int i = 0; i < table.Rows; i++)
            {
                if (Instant(column, i, format) is not { } there || Instant(time, i, other) is not { } happened) continue;
                both++;
                if (there >= happened) later++;
                if (there > happened) after++;
            }
            if (both < 10 || later < Later * both || 2 * after < both) continue;
            Add("time-travel", [column], string.Create(CultureInfo.InvariantCulture, $"{column.Column.Said} is later than {time.Column.Said} in {after} of {both} rows{(isSaid ? "" : $" ({time.Column.Said} is taken for when the row happened; --time names another column)")}"), AfterOutcome);
            yield return column;
        }
    }

    private List<ColumnFacts> AddStrong(IEnumerable<ColumnFacts> others)
    {
        var told = new List<ColumnFacts>();
        var strength = new Strength(label);
        foreach (ColumnFacts column in others)
        {
            bool isPresence = Strength.IsTooWide(column);
            if (column.Distinct + (column.Missing > 0 ? 1 : 0) < 2 || isPresence && column.Missing == 0 || table.Rows < 40) continue;
            var (value, said, isSuspect) = strength.Of(column);
            if (!isSuspect) continue;
            told.Add(column);
            Add("strong-feature", [column], string.Create(CultureInfo.InvariantCulture, $"{(isPresence ? "whether a row has " : "")}{column.Column.Said} alone nearly tells the label: {said} is {value:0.000} on rows that were not learned from"),
                "find out when it is known; what is known only afterwards is Available = Availability.AfterOutcome, an identifier is [Id], and what several rows share is [Group]");
        }
        return told;
    }

    private void AddKeys(IEnumerable<ColumnFacts> others)
    {
        foreach (ColumnFacts column in others)
        {
            if (column.Kind is not (ValueKind.Integer or ValueKind.Category) || column.Distinct < 20 || column.Distinct > column.Present / 2 || table.Rows < 100) continue;
            if (column.IsNumeric && Math.Pow(label.Correlation(column), 2) > Amount) continue;
            double within = Agreements(column);
            if (within < Agreement) continue;
            Add("label-determining-key", [column], string.Create(CultureInfo.InvariantCulture, $"rows of one {column.Column.Said} have nearly one label: {within:P0} of what rows differ in lies between its {column.Distinct} values"),
                "mark it [Group], so that rows of one value are on one side of the split, and make no feature of it");
        }
    }

    // The intraclass correlation of the label: 1 where rows of a key have one label, 0 where they differ as any rows do.
    private double Agreements(ColumnFacts column)
    {
        string most = label.Facts.Counts.MaxBy(static pair => pair.Value).Key;
        double[] y = label.Facts.Values.Count > 0 ? [.. label.Facts.Values] : [.. label.Facts.Column.Texts.Select(text => text is null ? double.NaN : text == most ? 1.0 : 0)];
        var groups = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        for (int i = 0; i < y.Length; i++)
        {
            if (double.IsNaN(y[i]) || column.Column.Texts[i] is not { } key) continue;
            if (!groups.TryGetValue(key, out List<double>? of)) groups[key] = of = [];
            of.Add(y[i]);
        }
        double n = groups.Values.Sum(static of => of.Count), k = groups.Count;
        if (n <= k || k < 2) return 0;
        double mean = groups.Values.Sum(static of => of.Sum()) / n, between = 0, inside = 0;
        foreach (List<double> of in groups.Values)
        {
            double average = of.Average();
            between += of.Count * Math.Pow(average - mean, 2) / (k - 1);
            inside += of.Sum(value => Math.Pow(value - average, 2)) / (n - k);
        }
        double size = (n - (groups.Values.Sum(static of => (double)of.Count * of.Count) / n)) / (k - 1);
        double all = between + ((size - 1) * inside);
        return all > 0 ? (between - inside) / all : 0;
    }

    private void AddRepeats(IReadOnlyList<ColumnFacts> facts)
    {
        var (repeats, alike) = new Repeats(facts, label, new HashSet<string>(table.Options.Missing, StringComparer.Ordinal)).Within();
        if (repeats > 0)
            Add("duplicates", [], string.Create(CultureInfo.InvariantCulture, $"{repeats} of {table.Rows} rows stand there again, so that a random split has rows of its training among its test rows"), "leave them out, or mark what they share [Group]");
        if (alike > 0)
            Add("near-duplicates", [], string.Create(CultureInfo.InvariantCulture, $"{alike} of {table.Rows} rows are copies of others but for case, signs, blanks or the last digits"), "leave them out, or mark what they share [Group]");
    }

    private void AddShared(IReadOnlyList<ColumnFacts> facts, FileTable test, ColumnFacts? time)
    {
        // What is missing in one of the files is so in both, though each alone may hold it for a text.
        HashSet<string> missing = [.. table.Options.Missing, .. test.Options.Missing];
        ColumnFacts[] there = [.. test.Columns.Select(column => ColumnFacts.Of(column with { Texts = [.. column.Texts.Select(text => text is null || missing.Contains(text) ? null : text)] }))];
        var (shared, alike) = new Repeats(facts, label, missing).Among(there);
        if (shared > 0) Add("shared-rows", [], string.Create(CultureInfo.InvariantCulture, $"{shared} of {test.Rows} test rows stand among the training rows, too"), "leave them out of the training rows");
        if (alike > 0) Add("shared-near-rows", [], string.Create(CultureInfo.InvariantCulture, $"{alike} of {test.Rows} test rows are copies of training rows but for case, signs, blanks or the last digits"), "leave them out of the training rows");
        if (time is not null) AddEarlier(time, there[time.Column.Position]);
    }

    private void AddEarlier(ColumnFacts time, ColumnFacts there)
    {
        if (there.Kind == ValueKind.Nothing) return;
        if (Common(there, time) is not [var format, ..])
        {
            string form = time.Formats[0] ?? "ISO 8601";
            Add("test-before-train", [time], $"{time.Column.Said} is of the form {form} in the training rows and of another in the test rows, so that nothing says which happened first", "write the times of both files in one form");
            return;
        }
        DateTime? last = Enumerable.Range(0, table.Rows).Select(i => Instant(time, i, format)).Max();
        int tests = there.Column.Texts.Count, earlier = Enumerable.Range(0, tests).Count(i => Instant(there, i, format) < last);
        if (earlier > 0) Add("test-before-train", [time], string.Create(CultureInfo.InvariantCulture, $"{earlier} of {tests} test rows happened before the last training row, at {last:yyyy-MM-dd HH:mm:ss}"), "split by time: every training row before every test row");
    }

    // The formats that both columns have: days above 12 in one of them tell day from month in the other.
    private static string?[] Common(ColumnFacts one, ColumnFacts other) => [.. one.Formats.Where(other.Formats.Contains)];

    private static DateTime? Instant(ColumnFacts column, int row, string? format)
    {
        if (column.Column.Texts[row] is not { } text) return null;
        var (clock, offset) = Numbers.Time(text, format);
        return clock - (offset ?? TimeSpan.Zero);
    }

    private const string AfterOutcome = "where it is known only afterwards, declare Available = Availability.AfterOutcome";

    private void Add(string kind, IReadOnlyList<ColumnFacts> columns, string problem, string wayOut) => leaks.Add(new Leak(kind, [.. columns.Select(static column => Leak.NameOf(column.Column))], problem, wayOut));
}
