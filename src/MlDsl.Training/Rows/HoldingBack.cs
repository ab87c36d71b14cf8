namespace MlDsl.Training;

/// <summary>
/// Chooses the training rows that are held back: whole groups where rows have one, and of rows or groups in time the latest; else by the
/// hash of a group or of a row's number. The same rows on every call.
/// </summary>
internal static class HoldingBack
{
    private const string Few = "give the trainer more rows, hold back another share, or train without early stopping";

    /// <summary>The numbers of the held rows, ascending, and their groups.</summary>
    /// <param name="roles">What rows say of groups and times.</param>
    /// <param name="batches">The rows of one pass.</param>
    /// <param name="isLearned">Whether the design has a row; by the row and its number among all.</param>
    /// <param name="share">The share to hold back, above 0 and below 1.</param>
    /// <exception cref="TrainingException">No rows would be left on one of the sides.</exception>
    public static (int[] Rows, ulong[] Groups) Choose<TRow>(IRowRoles<TRow> roles, IEnumerable<RowBatch<TRow>> batches, Func<TRow, long, bool> isLearned, double share)
    {
        bool isGrouped = Has(roles, ColumnRole.Group), isTimed = Has(roles, ColumnRole.EventTime);
        List<ulong> groups = [];
        List<long> keys = [];
        foreach (RowBatch<TRow> batch in batches)
        {
            for (int i = 0; i < batch.Count; i++)
            {
                TRow row = batch.Rows[i];
                if (!isLearned(row, batch.Number(i))) continue;
                ulong group = isGrouped ? roles.GroupOf(row) : (ulong)keys.Count;
                if (isGrouped) groups.Add(group);
                keys.Add(isTimed ? roles.EventTimeOf(row) : (long)(RowHash.Mix(group) >> 1));
            }
        }
        // A group counts by its last time, so that what is learned from is earlier than what is held back but for groups that last.
        long[] last = isGrouped && isTimed ? LastOfGroup(groups, keys) : [.. keys];
        long bound = Bound(last, share);
        int[] rows = [.. Enumerable.Range(0, last.Length).Where(i => last[i] >= bound)];
        if (rows.Length == 0 || rows.Length == last.Length)
        {
            string what = isTimed ? "All training rows are of one time" : isGrouped ? "All training rows are of one group" : FormattableString.Invariant($"{last.Length} training rows are too few");
            throw new TrainingException(FormattableString.Invariant($"{what}, so that a share of {share} cannot be held back: {Few}"));
        }
        return (rows, isGrouped ? [.. rows.Select(i => groups[i])] : []);
    }

    private static bool Has<TRow>(IRowRoles<TRow> roles, ColumnRole role) => roles.Schema.Columns.Any(c => c.Role == role);

    private static long[] LastOfGroup(List<ulong> groups, List<long> times)
    {
        var last = new Dictionary<ulong, long>();
        for (int i = 0; i < times.Count; i++) last[groups[i]] = Math.Max(times[i], last.GetValueOrDefault(groups[i], long.MinValue));
        return [.. groups.Select(group => last[group])];
    }

    // Rows of one key stay together: the bound is the key at which the share is reached, or the next one where all would be held back.
    private static long Bound(long[] keys, double share)
    {
        if (keys.Length == 0) return 0;
        long[] sorted = [.. keys];
        Array.Sort(sorted);
        long bound = sorted[Math.Clamp((int)(sorted.Length - Math.Ceiling(share * sorted.Length)), 0, sorted.Length - 1)];
        return bound > sorted[0] ? bound : Array.Find(sorted, key => key > sorted[0]) is var next && next > sorted[0] ? next : sorted[0];
    }
}
