namespace MlDsl;

/// <summary>
/// Folds of rows that are independent of each other, of a whole data set or within the rows of a train set. Each row is in the
/// validation set of one fold. One pass; one byte per row is kept.
/// </summary>
public static class RandomFolds
{
    /// <summary>Assigns rows to folds at random; the sizes differ by one row at most.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="folds">The number of folds, 2 to 200.</param>
    /// <param name="seed">Another seed, other folds.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of folds is out of its range.</exception>
    /// <exception cref="InvalidOperationException">There are fewer rows than folds.</exception>
    public static Folds<TRow> FoldsRandom<TRow>(this Dataset<TRow> data, int folds, long seed) where TRow : IRow<TRow>, IIndependentRows =>
        Random(data.Source.All(), folds, seed, null);

    /// <inheritdoc cref="FoldsRandom{TRow}(Dataset{TRow}, int, long)"/>
    public static Folds<TRow> FoldsRandom<TRow>(this TrainSet<TRow> data, int folds, long seed) where TRow : IRow<TRow>, IIndependentRows =>
        Random(data.Selection, folds, seed, data.Description);

    /// <summary>Assigns rows to folds at random within each class, so that every fold has each class in proportion, to within one row.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="folds">The number of folds, 2 to 200.</param>
    /// <param name="seed">Another seed, other folds.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of folds is out of its range.</exception>
    /// <exception cref="InvalidOperationException">There is one class only, or there are fewer rows than folds.</exception>
    public static Folds<TRow> FoldsStratified<TRow>(this Dataset<TRow> data, int folds, long seed)
        where TRow : IRow<TRow>, IIndependentRows =>
        Stratified(data.Source.All(), folds, seed, null);

    /// <inheritdoc cref="FoldsStratified{TRow}(Dataset{TRow}, int, long)"/>
    public static Folds<TRow> FoldsStratified<TRow>(this TrainSet<TRow> data, int folds, long seed)
        where TRow : IRow<TRow>, IIndependentRows =>
        Stratified(data.Selection, folds, seed, data.Description);

    private static Folds<TRow> Random<TRow>(RowSelection<TRow> rows, int folds, long seed, SplitDescription? within) where TRow : IRow<TRow>
    {
        var description = new SplitDescription { Method = SplitMethod.Random, Folds = folds, Seed = seed, Within = within };
        return FoldBuilder.Partition(rows, RowKey.None, description, facts => FoldBuilder.Deal(RandomOrder.Of(facts.Numbers, seed), folds));
    }

    private static Folds<TRow> Stratified<TRow>(RowSelection<TRow> rows, int folds, long seed, SplitDescription? within)
        where TRow : IRow<TRow>
    {
        var description = new SplitDescription { Method = SplitMethod.Stratified, Folds = folds, Seed = seed, Within = within };
        // The classes follow each other in the order, so dealing it out spreads each of them.
        return FoldBuilder.Partition(rows, RowKey.Stratum, description, facts => FoldBuilder.Deal(Strata.Of(facts, seed, rows.Source.Name).Order, folds));
    }
}
