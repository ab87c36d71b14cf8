using System.Globalization;
using MlDsl.Histories;
using MlDsl.Windows;

namespace MlDsl;

/// <summary>
/// The rows that windows over time look at, in serving: rows are added as they become known, and rows that a prediction is asked for are completed by
/// the step that fills data sets, so that both have the same bits. Rows may come in any order and several times. Safe for several threads.
/// </summary>
/// <remarks>
/// A group is known by the 64-bit hash of its <see cref="GroupAttribute"/>. Of each, as many rows are held as windows can still want; nothing is held
/// of their other columns. <see cref="Save(Stream)"/> writes a snapshot that <see cref="Restore(Stream, HistoryOptions?)"/> reads; rows that came
/// since then are added again, and those that the snapshot has are repeated.
/// </remarks>
/// <typeparam name="TRow">The row type, with windows over time.</typeparam>
public sealed partial class History<TRow> where TRow : IWindowedRow<TRow>
{
    private const int FewWindows = 64, ShardCount = 64;
    private readonly WindowPlan<TRow> plan = TRow.Windows ?? throw new NotSupportedException($"The code of '{TRow.Schema.Name}' is of a version that fills no windows; compile it with this one");
    private readonly HistoryOptions options;
    private readonly Dictionary<ulong, HistoryGroup>[] shards = new Dictionary<ulong, HistoryGroup>[ShardCount];
    private long rows, late, repeated, groups;
    // Of event times whose order depends on it: 0 before the first row, else 1 and what the first one was.
    private int kind;

    /// <summary>A history without rows.</summary>
    /// <param name="options">What it may hold; the defaults unless given.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public History(HistoryOptions? options = null)
    {
        this.options = (options ?? new HistoryOptions()).Checked();
        for (int i = 0; i < ShardCount; i++) shards[i] = [];
    }

    /// <summary>The rows that are held.</summary>
    public long Rows => Interlocked.Read(ref rows);

    /// <summary>The groups that are held.</summary>
    public long Groups => Interlocked.Read(ref groups);

    /// <summary>The rows that no window sees, by reason.</summary>
    public WindowCounts Counts => new(Interlocked.Read(ref late), Interlocked.Read(ref repeated));

    /// <summary>Adds a row that became known, so that windows of later rows of its group see it.</summary>
    /// <exception cref="WindowException">
    /// The group has as many rows as it may, or there are as many groups; a row of the same group, time and id has other values; the row lies too
    /// far ahead of the clock; the time is not one instant. Nothing changed then.
    /// </exception>
    public HistoryAddition Add(TRow row)
    {
        WindowStep step = plan.Step;
        var place = (Time: TimeOf(row), Id: plan.IdOf(row), Arrived: plan.ArrivedOf(row));
        long now = options.Clock.GetUtcNow().UtcTicks;
        if (Math.Min(place.Time, place.Arrived) - now > options.Ahead.Ticks) throw Ahead(row, now);
        if (step.IsLate(place.Time, place.Arrived))
        {
            Interlocked.Increment(ref late);
            return HistoryAddition.Late;
        }
        Span<double> values = step.Width <= FewWindows ? stackalloc double[step.Width] : new double[step.Width];
        plan.Observe(row, values);
        ulong key = TRow.GroupOf(row);
        Dictionary<ulong, HistoryGroup> shard = Shard(key);
        lock (shard)
        {
            bool isNew = !shard.TryGetValue(key, out HistoryGroup? group);
            group ??= NewGroup(row);
            if (group.Add(step, place, values, options) is not { } added) throw Full(row);
            if (isNew) shard.Add(key, group);
            Interlocked.Add(ref rows, added.Grown);
            switch (added.Adding)
            {
                case Adding.Conflicting: throw Conflict(row);
                case Adding.Added: return HistoryAddition.Added;
                default:
                    Interlocked.Increment(ref repeated);
                    return HistoryAddition.Repeated;
            }
        }
    }

    /// <summary>
    /// The row with its windows, from the rows of its group that lie strictly before its event time and were known by then. It is not added itself, and
    /// its label and other columns are not looked at.
    /// </summary>
    /// <exception cref="WindowException">The row lies so far before the newest of its group that what its windows want is no longer held, or a time is not one instant.</exception>
    public TRow Complete(TRow row)
    {
        WindowStep step = plan.Step;
        long at = TimeOf(row);
        Span<float> windows = step.Windows.Count <= FewWindows ? stackalloc float[step.Windows.Count] : new float[step.Windows.Count];
        ulong key = TRow.GroupOf(row);
        Dictionary<ulong, HistoryGroup> shard = Shard(key);
        lock (shard)
        {
            HistoryGroup? group = shard.GetValueOrDefault(key);
            if (group is not null && at < group.Floor) throw Gone(row, at, group.Newest);
            step.Fill(group?.Events ?? step.NewEvents(), at, windows);
        }
        return plan.With(row, windows);
    }

    /// <summary>
    /// Lets go of the groups whose newest row was known more than <paramref name="idle"/> before the newest of all; their windows are then those of a
    /// new group.
    /// </summary>
    /// <returns>How many groups were let go of.</returns>
    public int Forget(TimeSpan idle)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(idle, TimeSpan.Zero);
        long newest = 0;
        foreach (var shard in shards)
            lock (shard) newest = Math.Max(newest, shard.Count == 0 ? 0 : shard.Values.Max(static g => g.Newest));
        int forgotten = 0;
        foreach (var shard in shards)
        {
            lock (shard)
            {
                foreach (var (key, group) in shard.Where(g => newest - g.Value.Newest > idle.Ticks).ToList())
                {
                    shard.Remove(key);
                    Interlocked.Add(ref rows, -group.Events.Count);
                    Interlocked.Decrement(ref groups);
                    forgotten++;
                }
            }
        }
        return forgotten;
    }

    // Times in UTC and times without a zone have no order among each other, whichever came first.
    private long TimeOf(TRow row)
    {
        long time = plan.TimeOf(row);
        if (plan.KindOf(row) is not { } own) return time;
        int before = Interlocked.CompareExchange(ref kind, (int)own + 1, 0);
        return before == 0 || before == (int)own + 1 ? time : throw new WindowException(
            $"a row of the group '{plan.GroupNameOf(row)}' at {Text(time)} is {EventTimes.Said(own)}, and rows before {EventTimes.Said((DateTimeKind)(before - 1))}: their order cannot be known; {EventTimes.WayOut}");
    }

    private Dictionary<ulong, HistoryGroup> Shard(ulong key) => shards[RowHash.Mix(key) % ShardCount];

    private HistoryGroup NewGroup(TRow row)
    {
        if (Interlocked.Increment(ref groups) <= options.MaxGroups) return new HistoryGroup(plan.Step.NewEvents());
        Interlocked.Decrement(ref groups);
        throw new WindowException(string.Create(
            CultureInfo.InvariantCulture,
            $"the history of '{TRow.Schema.Name}' holds {options.MaxGroups} groups, so that the group '{plan.GroupNameOf(row)}' has no room; raise HistoryOptions.MaxGroups, or let go of idle ones with Forget"));
    }

    private WindowException Full(TRow row) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"the history of '{TRow.Schema.Name}' holds {options.MaxRowsPerGroup} rows of the group '{plan.GroupNameOf(row)}', and its windows want all of them; raise HistoryOptions.MaxRowsPerGroup, or declare shorter windows"));

    private WindowException Conflict(TRow row) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"the history of '{TRow.Schema.Name}' has a row of the group '{plan.GroupNameOf(row)}' at {Text(plan.TimeOf(row))} with the same [Id] and other values; it stays as it is: give rows an [Id] that tells them apart"));

    private WindowException Gone(TRow row, long at, long newest) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"a row of the group '{plan.GroupNameOf(row)}' at {Text(at)} lies {TimeSpan.FromTicks(newest - at)} before the newest that the history of '{TRow.Schema.Name}' knows, and what its windows want is no longer held; set the clock right, or raise HistoryOptions.Rewind, which is {options.Rewind}"));

    private WindowException Ahead(TRow row, long now) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"a row of the group '{plan.GroupNameOf(row)}' at {Text(plan.TimeOf(row))} lies more than {options.Ahead} ahead of the clock, which says {Text(now)} in UTC; set the clock right that made it, or raise HistoryOptions.Ahead"));

    private static string Text(long ticks) => new DateTime(Math.Clamp(ticks, 0, DateTime.MaxValue.Ticks)).ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
}
