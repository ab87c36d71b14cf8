namespace MlDsl.Training;

/// <summary>One thread's way into a sketch: rows wait in a block until it is full.</summary>
/// <param name="sketch">The sketch, which other threads have as well.</param>
/// <param name="from">The column that this thread begins with.</param>
internal sealed class ProfileFeed(ProfileSketch sketch, int from)
{
    private readonly ProfileBlock block = new(sketch.Layout);
    private readonly long[] numbers = new long[ProfileBlock.MostRows], ticks = new long[ProfileBlock.MostRows];
    private int rows;

    /// <summary>What writes the values of the next row, which <see cref="EndRow"/> ends.</summary>
    public ProfiledRow Next => sketch.Layout.To(block, rows);

    /// <summary>Ends a row.</summary>
    /// <param name="number">Its number, which no other row has.</param>
    /// <param name="time">Its time within the calendar, in ticks; 0 without one.</param>
    public void EndRow(long number, long time)
    {
        (numbers[rows], ticks[rows]) = (number, time);
        if (++rows == ProfileBlock.MostRows) Flush();
    }

    /// <summary>Hands on the rows that wait.</summary>
    public void Flush()
    {
        sketch.Add(block, numbers.AsSpan(0, rows), ticks.AsSpan(0, rows), from);
        block.Forget(sketch.Layout, rows);
        rows = 0;
    }
}
