using MlDsl.Columns;

namespace MlDsl.Training;

/// <summary>Profiles training rows while they teach: a sketch for each worker, put together at the end.</summary>
internal sealed class RowProfiles<TRow, TInput, TRows>
    where TInput : struct
    where TRows : IFeatureRows<TRow, TInput>
{
    private readonly TRows rows;
    private readonly TrainingControl control;
    private readonly ProfiledColumn[] columns;
    private readonly bool isTimed;
    private ProfileSketch[]? sketches;

    /// <summary>Sketches that have seen nothing; none where the training is to give no reference.</summary>
    public RowProfiles(TRows rows, TrainingControl control, bool isTimed, int workers)
    {
        (this.rows, this.control, this.isTimed) = (rows, control, isTimed);
        columns = control.Profiles ? rows.Profiled : [];
        if (!control.Profiles) return;
        sketches = new ProfileSketch[workers];
        for (int i = 0; i < workers; i++) sketches[i] = new ProfileSketch(columns, isTimed);
    }

    /// <summary>Takes in a row; a worker has one at a time.</summary>
    public void Add(TRow row, in TInput input, long number, int worker)
    {
        if (sketches is not { } all) return;
        ProfileSketch sketch = all[worker];
        try
        {
            for (int i = 0; i < columns.Length; i++) sketch.Add(i, rows.Read(in input, columns[i].Name));
        }
        catch (NotSupportedException)
        {
            // Code of an earlier version does not show its columns: there is no reference then, as if nobody had asked for it.
            sketches = null;
            return;
        }
        sketch.EndRow(number, isTimed ? TimeOf(row) : 0);
    }

    /// <summary>The reference; null where there is none.</summary>
    /// <param name="batches">The rows again, for blocks of time: read where they have times and are more than the sample holds.</param>
    public ReferenceProfile? Finish(Func<Team, IEnumerable<RowBatch<TRow>>> batches)
    {
        if (sketches is not { } all) return null;
        for (int i = 1; i < all.Length; i++) all[0].Merge(all[i]);
        ReferenceProfile profile = all[0].Finish(ProfileOptions.Default);
        if (!isTimed || columns.Length == 0 || profile.SampleRows == profile.Rows) return profile;
        var cells = new ProfileCells(profile, columns);
        var blocks = new BlockCounts[control.Workers];
        for (int i = 0; i < blocks.Length; i++) blocks[i] = all[0].NewBlocks(profile);
        foreach (int _ in Waves.Map(batches, control, (batch, worker) => Count(batch, cells, blocks[worker])))
        {
            // Each worker counts in blocks of its own.
        }
        for (int i = 1; i < blocks.Length; i++) blocks[0].Merge(blocks[i]);
        return blocks[0].AddTo(profile, ProfileOptions.Default);
    }

    private int Count(RowBatch<TRow> batch, ProfileCells cells, BlockCounts blocks)
    {
        Span<byte> row = cells.Room()[..columns.Length];
        for (int i = 0; i < batch.Count; i++)
        {
            TInput input = rows.InputOf(batch[i]);
            for (int column = 0; column < row.Length; column++)
            {
                ColumnValue value = rows.Read(in input, columns[column].Name);
                row[column] = cells[column].CellOf(in value);
            }
            blocks.Add(TimeOf(batch[i]), row);
        }
        return batch.Count;
    }

    // A local time near either end of the calendar may lie beyond it in UTC.
    private long TimeOf(TRow row) => Math.Clamp(rows.EventTimeOf(row), 0, DateTime.MaxValue.Ticks);
}
