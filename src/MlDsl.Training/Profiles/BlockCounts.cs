namespace MlDsl.Training;

/// <summary>Rows counted by blocks of time: days, doubled until there are at most 128. Two of them add up.</summary>
internal sealed class BlockCounts
{
    /// <summary>The rows that a block holds at least.</summary>
    public const int LeastRows = 10;

    private const int MostBlocks = 128;

    private readonly long length, begin;
    private readonly long[][] counts;
    private readonly int[] offsets;

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
        int width = 0;
        for (int i = 0; i < offsets.Length; i++)
        {
            offsets[i] = width;
            width += columns[i].Cells;
        }
        counts = new long[(last / length) - begin + 1][];
        for (int i = 0; i < counts.Length; i++) counts[i] = new long[width];
    }

    /// <summary>Counts a row by the cells of its columns.</summary>
    public void Add(long ticks, ReadOnlySpan<byte> cells)
    {
        long[] own = counts[(ticks / length) - begin];
        for (int i = 0; i < cells.Length; i++) own[offsets[i] + cells[i]]++;
    }

    /// <summary>Adds all that another one of the same blocks counted.</summary>
    public void Merge(BlockCounts other)
    {
        for (int i = 0; i < counts.Length; i++)
            for (int k = 0; k < counts[i].Length; k++) counts[i][k] += other.counts[i][k];
    }

    /// <summary>The same profile with the blocks. One with fewer rows than <see cref="LeastRows"/> is counted with the one before it, or behind it where it is the first, and holds zeros.</summary>
    public ReferenceProfile AddTo(ReferenceProfile profile) => profile with
    {
        BlockStart = new DateTime(begin * length),
        BlockLength = new TimeSpan(length),
        Blocks = [.. Whole(profile.Columns[0].Cells).Select(own => new BlockProfile(Rows(own, profile.Columns[0].Cells), [.. own]))],
    };

    // What one row of a quiet day was like would show in all of its columns.
    private long[][] Whole(int cells)
    {
        long[][] whole = [.. counts.Select(static own => (long[])own.Clone())];
        int before = -1;
        for (int i = 0; i < whole.Length; i++)
        {
            long rows = Rows(whole[i], cells);
            if (rows == 0) continue;
            if (before >= 0 && Rows(whole[before], cells) < LeastRows) Move(whole[before], whole[i]);
            else if (before >= 0 && rows < LeastRows)
            {
                Move(whole[i], whole[before]);
                continue;
            }
            before = i;
        }
        return whole;
    }

    private static void Move(long[] from, long[] to)
    {
        for (int i = 0; i < from.Length; i++) to[i] += from[i];
        Array.Clear(from);
    }

    private static long Rows(long[] own, int cells) => own.AsSpan(0, cells).ToArray().Sum();
}
