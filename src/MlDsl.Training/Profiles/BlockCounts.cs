namespace MlDsl.Training;

/// <summary>Rows counted by blocks of time: days, doubled until there are at most 128. Two of them add up.</summary>
internal sealed class BlockCounts
{
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

    /// <summary>The same profile with the blocks.</summary>
    public ReferenceProfile AddTo(ReferenceProfile profile) => profile with
    {
        BlockStart = new DateTime(begin * length),
        BlockLength = new TimeSpan(length),
        Blocks = [.. counts.Select(own => new BlockProfile(own.AsSpan(0, profile.Columns[0].Cells).ToArray().Sum(), [.. own]))],
    };
}
