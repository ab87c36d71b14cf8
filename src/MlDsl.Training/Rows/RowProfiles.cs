namespace MlDsl.Training;

/// <summary>Profiles training rows while they teach: one sketch, and a way into it for each worker.</summary>
internal sealed class RowProfiles<TRow, TInput, TRows>
    where TInput : struct
    where TRows : IFeatureRows<TRow, TInput>
{
    private readonly TRows rows;
    private readonly TrainingControl control;
    private readonly bool isTimed;
    private readonly ProfileFeed[] feeds = [];
    private ProfileSketch? sketch;

    /// <summary>A sketch that has seen nothing; none where the training is to give no reference.</summary>
    public RowProfiles(TRows rows, TrainingControl control, bool isTimed, int workers)
    {
        (this.rows, this.control, this.isTimed) = (rows, control, isTimed);
        if (!control.Profiles) return;
        if (control.ReferenceNoise > 0 && isTimed && rows.Profiled.Any(static column => column.IsSensitive))
            throw new TrainingException($"{nameof(TrainingControl)}.{nameof(TrainingControl.ReferenceNoise)} hides single rows of columns that are [Sensitive], and blocks of the [EventTime] of '{rows.Schema.Name}' would tell of them; leave the noise off, or {nameof(TrainingControl.Reference)}, and watch by a reference of WatchedColumns, which has noise where it has no times");
        var layout = new ProfileLayout(rows.Profiled, rows.Schema.Inputs);
        sketch = new ProfileSketch(layout, isTimed);
        feeds = new ProfileFeed[workers];
        for (int i = 0; i < workers; i++) feeds[i] = new ProfileFeed(sketch, from: i * layout.Columns.Length / workers);
    }

    /// <summary>Takes in a row; a worker has one at a time.</summary>
    public void Add(TRow row, in TInput input, long number, int worker)
    {
        if (sketch is null) return;
        ProfileFeed feed = feeds[worker];
        try
        {
            ProfiledRow next = feed.Next;
            rows.Visit(in input, ref next);
        }
        catch (NotSupportedException)
        {
            // Code of an earlier version does not show its columns: there is no reference then, as if nobody had asked for it.
            sketch = null;
            return;
        }
        feed.EndRow(number, isTimed ? TimeOf(row) : 0);
    }

    /// <summary>The reference; null where there is none.</summary>
    /// <param name="batches">The rows again, for blocks of time: read where they have times and are more than the sample holds.</param>
    public ReferenceProfile? Finish(Func<Team, IEnumerable<RowBatch<TRow>>> batches)
    {
        if (sketch is not { } all) return null;
        foreach (ProfileFeed feed in feeds) feed.Flush();
        ReferenceProfile profile = all.Finish(ProfileOptions.Default);
        if (control.ReferenceNoise > 0 && !isTimed) return CountNoise.AddTo(profile, control.ReferenceNoise, SystemDraws.Instance);
        if (!isTimed || profile.Columns.IsEmpty || profile.SampleRows == profile.Rows) return profile;
        var cells = new ProfileCells(profile, all.Layout);
        BlockCounts blocks = all.NewBlocks(profile);
        foreach (int _ in Waves.Map(batches, control, (batch, worker) => Count(batch, cells, blocks, worker)))
        {
            // All workers count in the same blocks.
        }
        return blocks.AddTo(profile, ProfileOptions.Default);
    }

    private int Count(RowBatch<TRow> batch, ProfileCells cells, BlockCounts blocks, int worker)
    {
        ProfileLayout layout = cells.Layout;
        ProfileBlock block = ProfileBlock.OfThread(layout);
        Span<long> ticks = stackalloc long[ProfileBlock.MostRows];
        for (int from = 0, count; from < batch.Count; from += count)
        {
            count = Math.Min(ProfileBlock.MostRows, batch.Count - from);
            for (int i = 0; i < count; i++)
            {
                TRow row = batch[from + i];
                TInput input = rows.InputOf(row);
                ProfiledRow written = layout.To(block, i);
                rows.Visit(in input, ref written);
                ticks[i] = TimeOf(row);
            }
            // Each worker begins with another column, so that they wait less for each other.
            for (int i = 0, columns = layout.Columns.Length; i < columns; i++)
            {
                int column = (i + (worker * columns / control.Workers)) % columns;
                blocks.Add(column, ticks[..count], cells.Find(block, column, count));
            }
            block.Forget(layout, count);
        }
        return batch.Count;
    }

    // A local time near either end of the calendar may lie beyond it in UTC.
    private long TimeOf(TRow row) => Math.Clamp(rows.EventTimeOf(row), 0, DateTime.MaxValue.Ticks);
}
