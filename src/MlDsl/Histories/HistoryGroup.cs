using System.Buffers;
using MlDsl.Windows;

namespace MlDsl.Histories;

/// <summary>What a history holds of one group. Not safe for several threads.</summary>
internal sealed class HistoryGroup(WindowEvents events)
{
    private int sweepAt = 8;

    public WindowEvents Events { get; } = events;

    /// <summary>The time of the newest of its rows that had happened and was known; that of one that says it was known before, by then.</summary>
    public long Newest { get; set; }

    /// <summary>The earliest time at which its windows can still be told.</summary>
    public long Floor { get; set; }

    /// <summary>Adds a row, and lets go of those that no window can want any more when there are many.</summary>
    /// <returns>What came of it, and by how many the number of its rows grew; null where the group is full, which stays as it was.</returns>
    public (Adding Adding, int Grown)? Add(WindowStep step, (long Time, ulong Id, long Arrived) row, ReadOnlySpan<double> values, HistoryOptions options)
    {
        int before = Events.Count;
        bool isNew = !Events.Holds(row.Time, row.Id);
        int swept = isNew && before >= Math.Min(sweepAt, options.MaxRowsPerGroup) ? Sweep(step, Math.Max(Newest, Math.Min(row.Time, row.Arrived)) - options.Rewind.Ticks) : 0;
        if (isNew && Events.Count >= options.MaxRowsPerGroup) return null;
        Adding adding = Events.Add(row.Time, row.Id, row.Arrived, values);
        if (adding != Adding.Conflicting) Newest = Math.Max(Newest, Math.Min(row.Time, row.Arrived));
        return (adding, (adding == Adding.Added ? 1 : 0) - swept);
    }

    /// <summary>Lets go of the rows that no window can want at <paramref name="floor"/> or later; returns their number.</summary>
    public int Sweep(WindowStep step, long floor)
    {
        int before = Events.Count;
        bool[] needed = ArrayPool<bool>.Shared.Rent(before);
        Span<bool> own = needed.AsSpan(0, before);
        if (step.Needed(Events, floor, own) < before)
        {
            Events.Keep(own);
            Floor = Math.Max(Floor, floor);
        }
        ArrayPool<bool>.Shared.Return(needed);
        // Sweeps take their time in proportion to what is held, so they come when it has doubled.
        sweepAt = Math.Max(8, Events.Count * 2);
        return before - Events.Count;
    }
}
