namespace MlDsl;

/// <summary>
/// Folds that keep the rows of a group together, of a whole data set or within the rows of a train set. Each row is in the validation
/// set of one fold. One pass; one byte per row is kept.
/// </summary>
public static class GroupFolds
{
    /// <summary>Assigns whole groups to folds: the largest first, each to the fold that has the fewest rows; equal ones at random.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="folds">The number of folds, 2 to 200.</param>
    /// <param name="seed">Another seed, other folds, as far as groups are of equal size.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of folds is out of its range.</exception>
    /// <exception cref="InvalidOperationException">There are fewer groups than folds.</exception>
    public static Folds<TRow> FoldsByGroup<TRow>(this Dataset<TRow> data, int folds, long seed) where TRow : IRow<TRow>, IRowsWithGroups =>
        ByGroup(data.Source.All(), folds, seed, null);

    /// <inheritdoc cref="FoldsByGroup{TRow}(Dataset{TRow}, int, long)"/>
    public static Folds<TRow> FoldsByGroup<TRow>(this TrainSet<TRow> data, int folds, long seed) where TRow : IRow<TRow>, IRowsWithGroups =>
        ByGroup(data.Selection, folds, seed, data.Description);

    private static Folds<TRow> ByGroup<TRow>(RowSelection<TRow> rows, int folds, long seed, SplitDescription? within)
        where TRow : IRow<TRow>
    {
        var description = new SplitDescription { Method = SplitMethod.Group, Folds = folds, Seed = seed, Within = within };
        return FoldBuilder.Partition(rows, RowKey.Group, description, facts => Assign(facts, folds, seed, rows.Source.Name));
    }

    private static byte[] Assign(RowFacts facts, int folds, long seed, string source)
    {
        (ulong Group, int Rows)[] groups = Groups.Of(facts, seed);
        if (groups.Length < folds)
            throw new InvalidOperationException(
                $"{source} has {groups.Length} groups, fewer than {folds} folds; make at most as many folds as there are groups");
        var sizes = new PriorityQueue<byte, (long Rows, byte Fold)>();
        for (byte fold = 0; fold < folds; fold++) sizes.Enqueue(fold, (0, fold));
        var sides = new Dictionary<ulong, byte>();
        // OrderBy keeps the random order among groups of equal size.
        foreach ((ulong group, int rows) in groups.OrderByDescending(static g => g.Rows))
        {
            sizes.TryDequeue(out byte fold, out (long Rows, byte Fold) size);
            sides[group] = fold;
            sizes.Enqueue(fold, (size.Rows + rows, fold));
        }
        return Groups.Spread(facts, sides);
    }
}
