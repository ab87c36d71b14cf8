namespace MlDsl;

/// <summary>Fills the columns of a data set that come from another one.</summary>
public static class DatasetJoins
{
    /// <summary>
    /// The rows with the columns that <typeparamref name="TRow"/> declares to come from <typeparamref name="TOther"/>, by <see cref="AsOfAttribute{TOther}"/> or
    /// <see cref="LookupAttribute{TOther}"/>. Join before a split; a row sees of the other data set what lies before it and was known by then, on whichever side it is.
    /// </summary>
    /// <param name="rows">The rows. None is lost: where nothing matches, the columns are missing, which <see cref="Dataset{TRow}.JoinCounts"/> counts.</param>
    /// <param name="others">The other data set. It is read once, when rows are first needed; of each of its rows the key, the times and the joined columns are held.</param>
    /// <param name="maxHeldRows">The most rows of the other data set; more are a <see cref="JoinException"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxHeldRows"/> is below 1.</exception>
    /// <exception cref="JoinException">The rows are joined with such a data set already. Reading rows throws it where rows with one key differ or times have no order.</exception>
    public static Dataset<TRow> Join<TRow, TOther>(this Dataset<TRow> rows, Dataset<TOther> others, long maxHeldRows = 50_000_000)
        where TRow : IJoinedRow<TRow, TOther>
        where TOther : IRow<TOther>
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(others);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxHeldRows, 1);
        return rows.With(typeof(TOther), source => new JoinedSource<TRow, TOther>(source, others.Source, maxHeldRows));
    }
}
