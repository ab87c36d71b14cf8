using System.Collections.Immutable;

namespace MlDsl.Monitoring;

/// <summary>What the alarms remember: all that a restart, a reload or another process needs to go on.</summary>
internal sealed record AlarmState
{
    /// <summary>More windows than this are remembered two and two together, the oldest first.</summary>
    public const int MostEntries = 512;

    /// <summary>The bytes that these windows take at most, but for <see cref="FewestEntries"/>: of very many columns fewer windows are remembered.</summary>
    public const long MostBytes = 1 << 26;

    /// <summary>As many windows are remembered of any number of columns.</summary>
    public const int FewestEntries = 8;

    // Alarms of windows that are remembered, the last ones; trends are told once a column.
    private const int MostOfWindows = 100;

    /// <summary>The windows of the trend, by time.</summary>
    public ImmutableArray<TrendEntry> Entries { get; init; } = [];

    /// <summary>When each column's trend was first told, by the column's place.</summary>
    public ImmutableSortedDictionary<int, DateTimeOffset> Told { get; init; } = ImmutableSortedDictionary<int, DateTimeOffset>.Empty;

    /// <summary>When each alarm was raised last: of trends all, of windows the last.</summary>
    public ImmutableDictionary<RaisedAlarm, DateTimeOffset> Raised { get; init; } = ImmutableDictionary<RaisedAlarm, DateTimeOffset>.Empty;

    /// <summary>Rows that wait for more; null where none do.</summary>
    public ProfileWindow? Waiting { get; init; }

    /// <summary>The windows that were tested.</summary>
    public long Tested { get; init; }

    /// <summary>The windows that were too small and waited.</summary>
    public long Waited { get; init; }

    /// <summary>The windows that began before one that had been seen, or ended before they began.</summary>
    public long Backwards { get; init; }

    /// <summary>With one more window, in its place by time; together with one of the same time, whose rows have the same day in common.</summary>
    /// <param name="entry">The window.</param>
    /// <param name="block">How long the reference's blocks of time are; 0 where it has none.</param>
    public AlarmState With(TrendEntry entry, TimeSpan block)
    {
        int place = Entries.Length;
        while (place > 0 && Entries[place - 1].From > entry.From) place--;
        bool same = place > 0 && Entries[place - 1].IsOfTime(entry, block);
        return this with { Entries = Shortened(same ? Entries.SetItem(place - 1, Entries[place - 1].Add(entry)) : Entries.Insert(place, entry)) };
    }

    /// <summary>How many windows are remembered of so many components and columns: a multiple of four, so that the older half goes two and two together.</summary>
    public static int MostOf(int components, int columns) =>
        (int)Math.Clamp(MostBytes / TrendEntry.BytesOf(components, columns), FewestEntries, MostEntries) & ~3;

    /// <summary>The alarms that are remembered at most: of the trends of processes that were merged each of every kind.</summary>
    public static long MostRaised(int columns) => MostOfWindows + ((long)columns * Enum.GetValues<ShiftKind>().Length);

    /// <summary>With alarms that were raised.</summary>
    public AlarmState With(IEnumerable<KeyValuePair<RaisedAlarm, DateTimeOffset>> alarms)
    {
        var raised = Raised.ToBuilder();
        foreach (var (alarm, at) in alarms)
            if (!raised.TryGetValue(alarm, out DateTimeOffset before) || at > before) raised[alarm] = at;
        foreach (RaisedAlarm old in raised.Where(static one => one.Key.Kind == AlarmKind.Window).OrderByDescending(static one => one.Value).ThenBy(static one => one.Key.Column).ThenBy(static one => one.Key.What).Skip(MostOfWindows).Select(static one => one.Key).ToArray())
            raised.Remove(old);
        return this with { Raised = raised.ToImmutable() };
    }

    /// <summary>What both know. Windows of one time in both are one window.</summary>
    public AlarmState Merge(AlarmState other, TimeSpan block)
    {
        AlarmState merged = this with
        {
            Told = other.Told.Aggregate(Told, static (told, one) => told.TryGetValue(one.Key, out DateTimeOffset at) && at <= one.Value ? told : told.SetItem(one.Key, one.Value)),
            Waiting = Waiting is null ? other.Waiting : other.Waiting is null ? Waiting : ProfileWindows.Sum(Waiting, other.Waiting),
            Tested = Tested + other.Tested,
            Waited = Waited + other.Waited,
            Backwards = Backwards + other.Backwards,
        };
        merged = merged.With(other.Raised);
        return other.Entries.Aggregate(merged, (state, entry) => state.With(entry, block));
    }

    private static ImmutableArray<TrendEntry> Shortened(ImmutableArray<TrendEntry> entries)
    {
        int most = MostOf(entries[0].Sums.Length, entries[0].Rows.Length);
        while (entries.Length > most)
        {
            var shorter = ImmutableArray.CreateBuilder<TrendEntry>();
            for (int i = 0; i < most / 2; i += 2) shorter.Add(entries[i].Add(entries[i + 1]));
            shorter.AddRange(entries.AsSpan()[(most / 2)..]);
            entries = shorter.ToImmutable();
        }
        return entries;
    }
}

/// <summary>An alarm that was raised.</summary>
/// <param name="Kind">The budget that paid for it.</param>
/// <param name="Column">The place of the column: inputs, then scores.</param>
/// <param name="What">What of it shifted.</param>
internal readonly record struct RaisedAlarm(AlarmKind Kind, int Column, ShiftKind What);
