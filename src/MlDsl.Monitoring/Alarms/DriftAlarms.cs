using System.Collections.Immutable;
using MlDsl.Training;

namespace MlDsl.Monitoring;

/// <summary>
/// Watches windows of what a service sees for what is not as it was in the reference, with two budgets of false alarms that hold for the model as a whole: of single windows by the week, and of all
/// windows together for ever.
/// </summary>
/// <remarks>
/// The largest of all columns' statistics is held against what it exceeds in a given share of weeks that are drawn under the reference's own dependence (see docs/monitoring-alarms.md). Where the reference
/// has blocks of time, what varies between days counts as no change. Windows without rows are counted and change nothing. Safe for several threads; what <see cref="Save"/> writes goes on in another process.
/// </remarks>
public sealed class DriftAlarms
{
    private readonly object gate = new();
    private readonly ReferenceProfile reference;
    private readonly string hash, identity;
    private readonly AlarmOptions options;
    private readonly ColumnProfile[] columns;
    private readonly ShiftComponent[] components;
    private readonly WindowTest window;
    private readonly TrendTest trend;
    private AlarmState state = new();

    /// <summary>Alarms that have not seen anything.</summary>
    /// <param name="reference">What windows are compared with.</param>
    /// <param name="options">The budgets; null for the default.</param>
    /// <exception cref="ArgumentException">The reference has no rows or no columns, or the options ask for too few draws.</exception>
    public DriftAlarms(ReferenceProfile reference, AlarmOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (reference.Rows <= 0 || reference.Columns.IsEmpty) throw new ArgumentException("The reference has no rows or no columns; make one of the rows that the model was fitted on", nameof(reference));
        (this.reference, hash, identity, this.options) = (reference, reference.Hash, ProfileHash.OfAll(reference), options ?? new AlarmOptions());
        this.options.Check();
        columns = [.. reference.Columns, .. reference.Scores];
        components = ShiftComponents.Of(reference);
        BlockMeans? blocks = BlockMeans.Of(reference, components);
        window = new WindowTest(reference, components, blocks, this.options);
        trend = new TrendTest(reference, components, blocks, this.options);
    }

    /// <summary>
    /// The weeks that each threshold is drawn of: <see cref="AlarmOptions.Draws"/>, or fewer where columns, pairs and windows of a week are so many that these would take longer than some ten seconds. With fewer the declared rate
    /// holds in the mean over models, and varies more from one to another.
    /// </summary>
    public int Draws => window.Draws;

    /// <summary>How many windows were tested.</summary>
    public long Tested => Volatile.Read(ref state).Tested;

    /// <summary>How many windows had fewer rows than <see cref="AlarmOptions.LeastRows"/>, or in a monitor were too short, and waited for the next.</summary>
    public long Waited => Volatile.Read(ref state).Waited;

    /// <summary>How many windows began before one that had been seen, or ended before they began: clocks that went backwards, or windows that came late. They count as all others.</summary>
    public long Backwards => Volatile.Read(ref state).Backwards;

    /// <summary>The columns and scores whose trend was told, and when.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> Trends
    {
        get
        {
            // A score may have a column's name.
            var trends = ImmutableSortedDictionary.CreateBuilder<string, DateTimeOffset>(StringComparer.Ordinal);
            foreach (var (column, at) in Volatile.Read(ref state).Told) trends.TryAdd(columns[column].Name, at);
            return trends.ToImmutable();
        }
    }

    /// <summary>The alarms of this reference that were raised, each with its last time: of trends all, of windows the last.</summary>
    internal IEnumerable<(AlarmKind Kind, string Column, ShiftKind What, DateTimeOffset At)> Raised =>
        Volatile.Read(ref state).Raised.Select(one => (one.Key.Kind, columns[one.Key.Column].Name, one.Key.What, one.Value));

    /// <summary>How long a window is, at least, where a clock ends it.</summary>
    internal TimeSpan LeastSpan => options.LeastSpan(reference);

    /// <summary>Looks at a window.</summary>
    /// <returns>What it says; a trend is told once a column.</returns>
    /// <exception cref="DriftException">The window was counted for another reference.</exception>
    public WindowVerdict Observe(ProfileWindow window) => Observe(window, TimeSpan.Zero);

    /// <summary>The same, where windows that are shorter than <paramref name="least"/> wait for the next.</summary>
    internal WindowVerdict Observe(ProfileWindow window, TimeSpan least)
    {
        ArgumentNullException.ThrowIfNull(window);
        ProfileWindows.Check(reference, hash, window);
        lock (gate)
        {
            AlarmState next = state;
            bool backwards = window.To < window.From || (next.Entries.Length > 0 && window.From < next.Entries[^1].From);
            if (window.To < window.From) window = window with { To = window.From };
            if (backwards) next = next with { Backwards = next.Backwards + 1 };
            if (next.Waiting is { } waiting) window = ProfileWindows.After(waiting, window, reference.BlockLength);
            if (window.Rows < options.LeastRows || window.To - window.From < least)
            {
                Volatile.Write(ref state, next with { Waiting = window.Rows > 0 ? window : next.Waiting, Waited = next.Waited + 1 });
                return new WindowVerdict(window.From, window.To, window.Rows, true, 0, 0, []);
            }

            next = (next with { Waiting = null, Tested = next.Tested + 1 }).With(TrendEntry.Of(window, components, columns), reference.BlockLength);
            double[] evidence = this.window.Evidence(window);
            double threshold = this.window.Threshold(window);
            int[] loud = Loud(evidence, threshold);
            ImmutableArray<DriftAlarm> alarms = [.. OfWindow(window, loud, evidence, threshold)];
            List<KeyValuePair<RaisedAlarm, DateTimeOffset>> raised = [.. loud.Select(i => Raise(AlarmKind.Window, i, window.To))];
            foreach (var (component, value, limit) in trend.Rejected(next.Entries))
            {
                if (next.Told.ContainsKey(components[component].Column)) continue;
                next = next with { Told = next.Told.Add(components[component].Column, window.To) };
                raised.Add(Raise(AlarmKind.Trend, component, window.To));
                alarms = alarms.Add(OfTrend(component, value, limit, next.Entries));
            }
            next = next.With(raised);
            Volatile.Write(ref state, next);
            return new WindowVerdict(window.From, window.To, window.Rows, false, evidence.DefaultIfEmpty().Max(), threshold, alarms);
        }
    }

    /// <summary>
    /// Takes over what another one of the same reference has seen, in another process for instance: rows that this one has not. Windows of the same time in both are one window; trends of both
    /// together are told by the next <see cref="Observe(ProfileWindow)"/>.
    /// </summary>
    /// <exception cref="DriftException">The other is of another reference.</exception>
    public void Merge(DriftAlarms other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.identity != identity) throw new DriftException($"Alarms of another reference ('{other.identity}', not '{identity}') cannot be taken over");
        AlarmState theirs = Volatile.Read(ref other.state);
        lock (gate) Volatile.Write(ref state, state.Merge(theirs, reference.BlockLength));
    }

    /// <summary>Writes what was seen into a file, whole or not at all: what is there stays until all of it is written.</summary>
    /// <exception cref="IOException">The file could not be written.</exception>
    public void Save(string path) => ModelBytes.Write(path, AlarmStateFile.Write(Volatile.Read(ref state), identity));

    /// <summary>Goes on from a file that <see cref="Save"/> wrote.</summary>
    /// <exception cref="DriftException">The file is cut off, damaged, of another version or another reference; these alarms stay as they are.</exception>
    /// <exception cref="IOException">There is no file, or it could not be read.</exception>
    public void Restore(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        long most = AlarmStateFile.MostOf(reference, components.Length);
        if (new FileInfo(path).Length > most) throw new DriftException($"'{path}' holds more than the {most} bytes that a state of this reference may have; it is none");
        AlarmState read = AlarmStateFile.Read(File.ReadAllBytes(path), reference, components.Length, $"'{path}'");
        // A state of the first version does not say what of a column had shifted: what its windows show most.
        read = read.With(read.Told.Where(told => !read.Raised.Keys.Any(alarm => alarm.Kind == AlarmKind.Trend && alarm.Column == told.Key)).Select(told => Raise(AlarmKind.Trend, trend.Furthest(told.Key, read.Entries), told.Value)));
        lock (gate) Volatile.Write(ref state, read);
    }

    // Of each column the component that is loudest above the threshold, the loudest first.
    private int[] Loud(double[] evidence, double threshold) =>
        [.. Enumerable.Range(0, components.Length).Where(i => evidence[i] > threshold).GroupBy(i => components[i].Column).Select(group => group.MaxBy(i => evidence[i])).OrderByDescending(i => evidence[i])];

    private KeyValuePair<RaisedAlarm, DateTimeOffset> Raise(AlarmKind kind, int component, DateTimeOffset at) => new(new RaisedAlarm(kind, components[component].Column, components[component].Kind), at);

    private IEnumerable<DriftAlarm> OfWindow(ProfileWindow window, int[] loud, double[] evidence, double threshold)
    {
        if (loud.Length == 0) return [];
        TrendEntry[] entry = [TrendEntry.Of(window, components, columns)];
        return loud.Select(i =>
            New(AlarmKind.Window, i, evidence[i], threshold, entry[0]) with { Shift = Shift(i, entry[0], window.Cells(components[i].Column).AsSpan()) });
    }

    private DriftAlarm OfTrend(int component, double evidence, double threshold, ImmutableArray<TrendEntry> entries)
    {
        int since = trend.Since(component, entries);
        return New(AlarmKind.Trend, component, evidence, threshold, entries.AsSpan()[since..].ToArray().Aggregate(static (all, entry) => all.Add(entry)));
    }

    private DriftAlarm New(AlarmKind kind, int component, double evidence, double threshold, TrendEntry rows)
    {
        ShiftComponent of = components[component];
        ColumnProfile column = columns[of.Column];
        return new DriftAlarm
        {
            Kind = kind,
            Column = column.Name,
            What = of.Kind,
            Category = of.Category,
            Unit = column.Unit,
            Shift = Shift(component, rows, []),
            Rows = (long)(of.Kind is ShiftKind.Location or ShiftKind.Spread ? rows.Present : rows.Rows)[of.Column],
            IsSensitive = column.IsSensitive,
            StandardShift = rows.Sums[component] / rows.Rows[of.Column],
            Since = rows.From,
            Until = rows.To,
            Evidence = evidence,
            Threshold = threshold,
            Scores = [.. Scores(rows)],
        };
    }

    private IEnumerable<ScoreShift> Scores(TrendEntry rows)
    {
        for (int i = reference.Columns.Length; i < columns.Length; i++)
        {
            if (columns[i].Kind == ColumnProfileKind.Number && rows.Present[i] >= ToldMean.LeastRows)
                yield return new ScoreShift(columns[i].Name, CellMoments.Of(columns[i], columns[i].ToCells()).Mean, rows.Centres[i] / rows.Present[i]);
        }
    }

    // In the column's unit; of a spread by the window's cells, and without them by what the score of squares says of a normal distribution.
    private double Shift(int component, TrendEntry rows, ReadOnlySpan<long> cells)
    {
        ShiftComponent of = components[component];
        ColumnProfile column = columns[of.Column];
        double mean = rows.Sums[component] / rows.Rows[of.Column];
        if (of.IsCount && of.Kind != ShiftKind.Location) return mean * (of.Varies ? Math.Sqrt(of.Share * (1 - of.Share)) : 1);
        CellMoments before = CellMoments.Of(column, column.ToCells());
        if (of.Kind == ShiftKind.Location) return (rows.Centres[of.Column] / rows.Present[of.Column]) - before.Mean;
        return cells.IsEmpty ? before.Deviation * (Math.Sqrt(Math.Max(0, 1 + (Math.Sqrt(2) * mean))) - 1) : CellMoments.Of(column, cells).Deviation - before.Deviation;
    }
}
