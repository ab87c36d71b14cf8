namespace MlDsl.Training;

/// <summary>
/// The folds of target encodings: by group where rows have groups, by time where they have a time, else by the hash of their number.
/// A row's own fold, and in time every later one, teaches nothing about it.
/// </summary>
internal sealed class CrossFitting<TRow>
{
    private const int Count = FoldFilter.Count;
    private readonly IRowRoles<TRow> roles;
    private readonly long[]? boundaries;
    private readonly bool isGrouped;

    private CrossFitting(IRowRoles<TRow> roles, long[]? boundaries, bool isGrouped)
    {
        this.roles = roles;
        this.boundaries = boundaries;
        this.isGrouped = isGrouped;
    }

    /// <summary>The filter of each fold's rows.</summary>
    public IEnumerable<FoldFilter> Filters => Enumerable.Range(0, Count).Select(fold => new FoldFilter(fold, Before: boundaries is not null));

    /// <summary>The folds of the rows. Rows in time are read once more, and their 8-byte times held meanwhile.</summary>
    public static CrossFitting<TRow> Of(IRowRoles<TRow> roles, Func<CancellationToken, Team?, IEnumerable<RowBatch<TRow>>> batches, CancellationToken cancellation)
    {
        bool isTimed = roles.Schema.Columns.Any(static c => c.Role == ColumnRole.EventTime);
        bool isGrouped = roles.Schema.Columns.Any(static c => c.Role == ColumnRole.Group);
        if (!isTimed) return new CrossFitting<TRow>(roles, null, isGrouped);
        var times = new List<long>();
        foreach (RowBatch<TRow> batch in batches(cancellation, null))
            foreach (TRow row in batch.Rows) times.Add(roles.EventTimeOf(row));
        times.Sort();
        long[] boundaries = [.. Enumerable.Range(1, Count - 1).Select(i => times[(int)((long)times.Count * i / Count)])];
        return new CrossFitting<TRow>(roles, boundaries, isGrouped);
    }

    /// <summary>Whether a row has others that may teach about it; the earliest rows in time have none, and are learned from only.</summary>
    public bool IsTaught(int fold) => boundaries is null || fold > 0;

    public int FoldOf(TRow row, long number)
    {
        if (boundaries is null) return (int)(RowHash.Mix(isGrouped ? roles.GroupOf(row) : (ulong)number) % Count);
        long time = roles.EventTimeOf(row);
        int fold = 0;
        while (fold < boundaries.Length && time >= boundaries[fold]) fold++;
        return fold;
    }
}
