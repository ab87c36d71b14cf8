namespace MlDsl.Training;

/// <summary>Profiles training rows while they teach: a sketch for each worker, put together at the end.</summary>
internal sealed class RowProfiles<TRow, TInput, TRows>
    where TInput : struct
    where TRows : IFeatureRows<TRow, TInput>
{
    private readonly TRows rows;
    private readonly ProfiledColumn[] columns;
    private readonly bool isTimed;
    private ProfileSketch[]? sketches;

    /// <summary>Sketches that have seen nothing; none where the training is to give no reference.</summary>
    public RowProfiles(TRows rows, TrainingControl control, bool isTimed, int workers)
    {
        (this.rows, this.isTimed) = (rows, isTimed);
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
        sketch.EndRow(number, isTimed ? rows.EventTimeOf(row) : 0);
    }

    /// <summary>The reference; null where there is none.</summary>
    public ReferenceProfile? Finish()
    {
        if (sketches is not { } all) return null;
        for (int i = 1; i < all.Length; i++) all[0].Merge(all[i]);
        return all[0].Finish(ProfileOptions.Default);
    }
}
