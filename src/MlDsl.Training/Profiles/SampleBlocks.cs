namespace MlDsl.Training;

/// <summary>Sampled rows by blocks of time.</summary>
internal static class SampleBlocks
{
    private const int MostBlocks = 128;

    /// <summary>The same profile with blocks of a day, or of as many days as it takes for at most 128 of them.</summary>
    public static ReferenceProfile AddTo(ReferenceProfile profile, SampleCells cells, IReadOnlyList<SampledRow> rows)
    {
        if (rows.Count == 0) return profile;
        long first = rows.Min(static r => r.Ticks), last = rows.Max(static r => r.Ticks), length = TimeSpan.TicksPerDay;
        // The grid of blocks begins at the first tick of the calendar, so that blocks of more rows are blocks of fewer put together.
        while ((last / length) - (first / length) >= MostBlocks) length *= 2;
        long begin = first / length;
        int width = profile.Columns.Sum(static c => c.Cells);
        var counts = new long[(last / length) - begin + 1][];
        var own = new long[counts.Length];
        for (int i = 0; i < counts.Length; i++) counts[i] = new long[width];
        for (int row = 0; row < rows.Count; row++) own[(rows[row].Ticks / length) - begin]++;
        int offset = 0;
        for (int column = 0; column < profile.Columns.Length; column++)
        {
            ReadOnlySpan<byte> of = cells.Of(column);
            for (int row = 0; row < of.Length; row++) counts[(rows[row].Ticks / length) - begin][offset + of[row]]++;
            offset += profile.Columns[column].Cells;
        }
        return profile with
        {
            BlockStart = new DateTime(begin * length),
            BlockLength = new TimeSpan(length),
            Blocks = [.. counts.Select((c, i) => new BlockProfile(own[i], [.. c]))],
        };
    }
}
