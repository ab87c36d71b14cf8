using System.Globalization;
using MlDsl.Tool.Scaffolding;

namespace MlDsl.Tool.Checking;

/// <summary>One pass over a file of rows, and over its test rows where they are given, for what makes a model seem better than it is.</summary>
/// <param name="table">The rows.</param>
/// <param name="label">The label.</param>
internal sealed class DataCheck(FileTable table, TargetFacts label)
{
    // Shares of rows above which copies are no accident, and from which on a time is later by nature.
    private const double Copies = 0.01, Later = 0.99;

    // A key's rows agree so far more than any two rows that they say the label.
    private const double Agreement = 0.9;

    private readonly List<Leak> leaks = [];

    /// <param name="facts">The columns of the rows.</param>
    /// <param name="time">When a row happened; null where there is no such column.</param>
    /// <param name="test">The test rows, with the same columns; null for none.</param>
    public IReadOnlyList<Leak> Run(IReadOnlyList<ColumnFacts> facts, ColumnFacts? time, FileTable? test)
    {
        ColumnFacts[] others = [.. facts.Where(column => column != label.Facts)];
        var told = new HashSet<ColumnFacts>(AddCopies(others));
        told.UnionWith(AddLaterTimes(others, time));
        AddStrong(others.Where(column => !told.Contains(column)));
        AddKeys(others.Where(column => !told.Contains(column)));
        AddRepeats(facts);
        if (test is not null) AddShared(facts, test, time);
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

    private IEnumerable<ColumnFacts> AddLaterTimes(ColumnFacts[] others, ColumnFacts? time)
    {
        if (time is null) yield break;
        foreach (ColumnFacts column in others.Where(column => column != time && column.Kind == ValueKind.Time))
        {
            int both = 0, later = 0, after = 0;
            for (int i = 0; i < table.Rows; i++)
            {
                if (Instant(column, i) is not { } there || Instant(time, i) is not { } happened) continue;
                both++;
                if (there >= happened) later++;
                if (there > happened) after++;
            }
            if (both < 10 || later < Later * both || 2 * after < both) continue;
            Add("time-travel", [column], string.Create(CultureInfo.InvariantCulture, $"{column.Column.Said} is later than {time.Column.Said} in {after} of {both} rows"), AfterOutcome);
            yield return column;
        }
    }

    private void AddStrong(IEnumerable<ColumnFacts> others)
    {
        var strength = new Strength(label);
        foreach (ColumnFacts column in others)
        {
            if (column.Distinct + (column.Missing > 0 ? 1 : 0) < 2 || Strength.IsTooWide(column) || table.Rows < 40) continue;
            var (value, said, isSuspect) = strength.Of(column);
            if (!isSuspect) continue;
            Add("strong-feature", [column], string.Create(CultureInfo.InvariantCulture, $"{column.Column.Said} alone nearly tells the label: {said} is {value:0.000} on rows that were not learned from"),
                "find out when it is known; what is known only afterwards is Available = Availability.AfterOutcome, and an identifier is [Id]");
        }
    }

    private void AddKeys(IEnumerable<ColumnFacts> others)
    {
        foreach (ColumnFacts column in others)
        {
            if (column.Kind is not (ValueKind.Integer or ValueKind.Category) || column.Distinct < 20 || column.Distinct > column.Present / 2 || table.Rows < 100) continue;
            double within = Agreements(column);
            if (within < Agreement) continue;
            Add("label-determining-key", [column], string.Create(CultureInfo.InvariantCulture, $"rows of one {column.Column.Said} have nearly one label: {within:P0} of what rows differ in lies between its {column.Distinct} values"),
                "mark it [Group], so that rows of one value are on one side of the split, and make no feature of it");
        }
    }

    // The intraclass correlation of the label: 1 where rows of a key have one label, 0 where they differ as any rows do.
    private double Agreements(ColumnFacts column)
    {
        double[] y = label.Facts.Values.Count > 0 ? [.. label.Facts.Values] : [.. label.Facts.Column.Texts.Select(text => text is null ? double.NaN : text == label.Facts.Counts.MaxBy(static pair => pair.Value).Key ? 1.0 : 0)];
        var groups = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        for (int i = 0; i < y.Length; i++)
        {
            if (double.IsNaN(y[i]) || column.Column.Texts[i] is not { } key) continue;
            if (!groups.TryGetValue(key, out List<double>? of)) groups[key] = of = [];
            of.Add(y[i]);
        }
        double n = groups.Values.Sum(static of => of.Count), k = groups.Count;
        if (n <= k || k < 2) return 0;
        double mean = groups.Values.Sum(static of => of.Sum()) / n;
        double between = groups.Values.Sum(of => of.Count * Math.Pow(of.Average() - mean, 2)) / (k - 1);
        double inside = groups.Values.Sum(static of => of.Sum(value => Math.Pow(value - of.Average(), 2))) / (n - k);
        double size = (n - (groups.Values.Sum(static of => (double)of.Count * of.Count) / n)) / (k - 1);
        double all = between + ((size - 1) * inside);
        return all > 0 ? (between - inside) / all : 0;
    }

    private void AddRepeats(IReadOnlyList<ColumnFacts> facts)
    {
        RowKeys keys = Keys(facts);
        var exact = new Dictionary<string, int>(StringComparer.Ordinal);
        var near = new Dictionary<string, string>(StringComparer.Ordinal);
        int repeats = 0, alike = 0;
        for (int i = 0; i < table.Rows; i++)
        {
            string key = keys.Exact(i);
            bool isRepeat = !exact.TryAdd(key, i);
            if (isRepeat) repeats++;
            else if (keys.CanTellNear && !near.TryAdd(keys.Near(i), key)) alike++;
        }
        if (repeats > Copies * table.Rows)
            Add("duplicates", [], string.Create(CultureInfo.InvariantCulture, $"{repeats} of {table.Rows} rows stand there again, so that a random split has rows of its training among its test rows"), "leave them out, or mark what they share [Group]");
        if (alike > Copies * table.Rows)
            Add("near-duplicates", [], string.Create(CultureInfo.InvariantCulture, $"{alike} of {table.Rows} rows are copies of others but for case, signs, blanks or the last digits"), "leave them out, or mark what they share [Group]");
    }

    private void AddShared(IReadOnlyList<ColumnFacts> facts, FileTable test, ColumnFacts? time)
    {
        ColumnFacts[] there = [.. test.Columns.Select(ColumnFacts.Of)];
        RowKeys here = Keys(facts), other = Keys(facts, there);
        var exact = new HashSet<string>(Enumerable.Range(0, table.Rows).Select(here.Exact), StringComparer.Ordinal);
        var near = here.CanTellNear ? new HashSet<string>(Enumerable.Range(0, table.Rows).Select(here.Near), StringComparer.Ordinal) : [];
        int shared = 0, alike = 0;
        for (int i = 0; i < test.Rows; i++)
        {
            if (exact.Contains(other.Exact(i))) shared++;
            else if (here.CanTellNear && near.Contains(other.Near(i))) alike++;
        }
        if (shared > Copies * test.Rows) Add("shared-rows", [], string.Create(CultureInfo.InvariantCulture, $"{shared} of {test.Rows} test rows stand among the training rows, too"), "leave them out of the training rows");
        if (alike > Copies * test.Rows) Add("shared-near-rows", [], string.Create(CultureInfo.InvariantCulture, $"{alike} of {test.Rows} test rows are copies of training rows but for case, signs, blanks or the last digits"), "leave them out of the training rows");
        if (time is null || Array.Find(there, column => column.Column.Name == time.Column.Name && column.Column.Position == time.Column.Position) is not { Kind: ValueKind.Time } later) return;
        DateTime? last = Enumerable.Range(0, table.Rows).Select(i => Instant(time, i)).Max();
        int earlier = Enumerable.Range(0, test.Rows).Count(i => Instant(later, i) < last);
        if (earlier > 0) Add("test-before-train", [time], string.Create(CultureInfo.InvariantCulture, $"{earlier} of {test.Rows} test rows happened before the last training row, at {last:yyyy-MM-dd HH:mm:ss}"), "split by time: every training row before every test row");
    }

    private static RowKeys Keys(IReadOnlyList<ColumnFacts> facts) => Keys(facts, facts);

    // The same columns of both files, whatever the other file's values look like.
    private static RowKeys Keys(IReadOnlyList<ColumnFacts> facts, IReadOnlyList<ColumnFacts> of) =>
        new([.. facts.Where(static column => !IsNumbered(column)).Select(column => of[column.Column.Position] with { Kind = column.Kind == ValueKind.Number && of[column.Column.Position].Values.Count == 0 ? ValueKind.Category : column.Kind })]);

    // An identifier tells any two rows apart.
    private static bool IsNumbered(ColumnFacts column) => column.IsUnique && column.Kind == ValueKind.Integer;

    private static DateTime? Instant(ColumnFacts column, int row)
    {
        if (column.Column.Texts[row] is not { } text) return null;
        var (clock, offset) = Numbers.Time(text, column.Formats[0]);
        return clock - (offset ?? TimeSpan.Zero);
    }

    private const string AfterOutcome = "where it is known only afterwards, declare Available = Availability.AfterOutcome";

    private void Add(string kind, IReadOnlyList<ColumnFacts> columns, string problem, string wayOut) => leaks.Add(new Leak(kind, [.. columns.Select(static column => column.Column.Said.Trim('\''))], problem, wayOut));
}
