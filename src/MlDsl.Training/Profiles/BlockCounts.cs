namespace MlDsl.Training;

/// <summary>Rows counted by blocks of time: days, doubled until there are at most 128. Any number of threads count in them, column by column. What they are put into a profile as has no block of a few rows, whose cells would be these rows'.</summary>
internal sealed class BlockCounts
{
    private const int MostBlocks = 128;

    private readonly long length, begin;
    private readonly long[][] counts;
    private readonly int[] offsets;
    private readonly object[] gates;
    private readonly int width;

    /// <summary>Blocks of a profile's cells, all 0.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="first">The time of the first row, in ticks.</param>
    /// <param name="last">The time of the last row.</param>
    public BlockCounts(IReadOnlyList<ColumnProfile> columns, long first, long last)
    {
        length = TimeSpan.TicksPerDay;
        // The grid of blocks begins at the first tick of the calendar, so that blocks of more rows are blocks of fewer put together.
        while ((last / length) - (first / length) >= MostBlocks) length *= 2;
        begin = first / length;
        offsets = new int[columns.Count];
        gates = [.. columns.Select(static _ => new object())];
        for (int i = 0; i < offsets.Length; i++)
        {
            offsets[i] = width;
            width += columns[i].Cells;
        }
        counts = new long[(last / length) - begin + 1][];
        for (int i = 0; i < counts.Length; i++) counts[i] = new long[width];
    }

    /// <summary>Counts rows by their cells of one column. May be called by several threads at a time.</summary>
    public void Add(int column, ReadOnlySpan<long> ticks, ReadOnlySpan<byte> cells)
    {
        int offset = offsets[column];
        lock (gates[column])
        {
            for (int i = 0; i < cells.Length; i++) counts[(ticks[i] / length) - begin][offset + cells[i]]++;
        }
    }

    /// <summary>Counts rows of one time by their cells of one column.</summary>
    public void Add(int column, long ticks, ReadOnlySpan<long> cells)
    {
        long[] own = counts[(ticks / length) - begin];
        for (int i = 0; i < cells.Length; i++) own[offsets[column] + i] += cells[i];
    }

    /// <summary>
    /// The same profile with the blocks. Rows of a block with fewer of them than a bin must have, where a column is sensitive one of its bins, count in the next that has enough with them, the last ones in the one
    /// before: every block has none or enough. The profile stays without blocks where all rows together are too few.
    /// </summary>
    public ReferenceProfile AddTo(ReferenceProfile profile, ProfileOptions options)
    {
        int least = profile.Columns.Max(column => options.LeastOf(column.IsSensitive)), first = profile.Columns[0].Cells, last = -1;
        var together = new long[counts.Length][];
        long[] waiting = new long[width];
        for (int i = 0; i < counts.Length; i++)
        {
            Add(waiting, counts[i]);
            together[i] = new long[width];
            if (RowsOf(waiting) < least) continue;
            (together[i], waiting, last) = (waiting, new long[width], i);
        }
        if (last < 0) return profile;
        Add(together[last], waiting);
        return profile with
        {
            BlockStart = new DateTime(begin * length),
            BlockLength = new TimeSpan(length),
            Blocks = [.. together.Select(own => new BlockProfile(RowsOf(own), [.. own]))],
        };

        long RowsOf(long[] own) => own.AsSpan(0, first).ToArray().Sum();
    }

    private static void Add(long[] to, long[] from)
    {
        for (int i = 0; i < to.Length; i++) to[i] += from[i];
    }
}
