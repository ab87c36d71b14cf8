namespace MlDsl.Training;

/// <summary>
/// Profiles rows as they pass. Any number of threads add blocks of rows to one sketch, so that its size grows neither with the rows nor with the threads: counts lie once, behind a lock for each column. Every order
/// and partition of the rows gives the same profile to the bit.
/// </summary>
/// <remarks>
/// A column of numbers takes 8 KiB, and 2 KiB for each 256 buckets with values in them, 8 MiB at most (<see cref="NumberSketch"/>); one of texts its 4,096 most different texts or half a MiB
/// (<see cref="CategorySketch"/>); sampled rows 64 MiB at most, or twice 1,024 of them where that is more (<see cref="ProfileSample"/>). What a thread holds is a block: <see cref="ProfileBlock.MostRows"/> values of each column.
/// </remarks>
internal sealed class ProfileSketch
{
    private readonly ProfiledColumn[] columns;
    private readonly bool isTimed;
    private readonly ColumnCount[] counts;
    private readonly ProfileSample sample;
    private long rows, first = long.MaxValue, last = long.MinValue;

    /// <param name="layout">What is profiled of a row.</param>
    /// <param name="isTimed">Whether rows have a time.</param>
    public ProfileSketch(ProfileLayout layout, bool isTimed)
    {
        (Layout, columns, this.isTimed) = (layout, layout.Columns, isTimed);
        counts = [.. columns.Select(static c => new ColumnCount(c.Kind))];
        sample = new ProfileSample(layout, isTimed);
    }

    /// <summary>Where the values of a row lie in blocks.</summary>
    public ProfileLayout Layout { get; }

    /// <summary>Takes in rows. May be called by several threads at a time.</summary>
    /// <param name="block">Their values.</param>
    /// <param name="numbers">Their numbers, which no other row has.</param>
    /// <param name="ticks">Their times within the calendar; 0 without one.</param>
    /// <param name="from">The column to begin with: others for others, so that threads wait less for each other.</param>
    public void Add(ProfileBlock block, ReadOnlySpan<long> numbers, ReadOnlySpan<long> ticks, int from)
    {
        for (int i = 0; i < columns.Length; i++)
        {
            int column = (i + from) % columns.Length, start = Layout.Starts[column];
            ColumnCount count = counts[column];
            lock (count)
            {
                if (count.Numbers is not null) count.Add(block.Numbers.AsSpan(start, numbers.Length));
                else count.Add(block.Texts.AsSpan(start, numbers.Length));
            }
        }
        lock (sample)
        {
            rows += numbers.Length;
            foreach (long time in ticks) (first, last) = (Math.Min(first, time), Math.Max(last, time));
            for (int row = 0; row < numbers.Length; row++) sample.Add(block, row, numbers[row], ticks[row]);
        }
    }

    /// <summary>The rows.</summary>
    public long Rows => rows;

    /// <summary>What was counted of each column.</summary>
    public IReadOnlyList<ColumnCount> Counts => counts;

    /// <summary>The sampled rows.</summary>
    public ProfileSample Sample => sample;

    /// <summary>Counts all that another sketch of the same columns, and of other rows, counted. One thread at a time.</summary>
    public void Merge(ProfileSketch other)
    {
        for (int i = 0; i < counts.Length; i++) counts[i].Merge(other.counts[i]);
        sample.Merge(other.sample);
        rows += other.rows;
        (first, last) = (Math.Min(first, other.first), Math.Max(last, other.last));
    }

    /// <summary>Takes in rows that are counted already.</summary>
    public void AddRows(long count) => rows += count;

    /// <summary>Blocks of time for all rows, none of which is counted yet.</summary>
    public BlockCounts NewBlocks(ReferenceProfile profile) => new(profile.Columns, first, last);

    /// <summary>The profile; without blocks of time where not all rows are in the sample. May be called again.</summary>
    public ReferenceProfile Finish(ProfileOptions options)
    {
        sample.Sort();
        ColumnProfile[] profiles = [.. columns.Select((c, i) => ColumnBins.Of(c, counts[i], sample.CategoriesOf(i), options))];
        var cells = new SampleCells(profiles, sample);
        var profile = new ReferenceProfile { Rows = rows, Columns = [.. profiles], SampleRows = sample.Rows };
        profile = SamplePairs.AddTo(profile, cells, options);
        if (!isTimed || columns.Length == 0 || rows == 0 || sample.Rows < rows) return profile;
        BlockCounts blocks = NewBlocks(profile);
        for (int column = 0; column < columns.Length; column++) blocks.Add(column, sample.Times, cells.Of(column));
        return blocks.AddTo(profile, options);
    }
}
