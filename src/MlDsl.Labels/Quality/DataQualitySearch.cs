namespace MlDsl.Labels;

/// <summary>Looks for what is odd about rows of a data set.</summary>
public static class DataQualitySearch
{
    /// <summary>
    /// Rows that are alike and have different labels, texts that are nearly alike, values far from the others of their column, and rows far from all others. Rows of a train set, so that nothing
    /// of a test side is looked at.
    /// </summary>
    /// <remarks>Holds the rows and their columns. What a model sees are the columns that it may take features from: two rows that differ in an id only are alike. Text columns are those that are marked so; vectors are compared whole, and are no numbers of their own. Labels that contradict each other are classes: flags, texts, enums, and whole numbers of at most 20 values with ten rows each on average; amounts may differ, and a row without a label contradicts none.</remarks>
    /// <param name="rows">The rows.</param>
    /// <param name="options">What counts; the defaults where null.</param>
    /// <param name="cancellation">Stops the pass.</param>
    /// <exception cref="LabelQualityException">There are no rows.</exception>
    public static DataQuality FindQualityIssues<TRow>(this TrainSet<TRow> rows, DataQualityOptions? options = null, CancellationToken cancellation = default) where TRow : IRow<TRow>
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0) throw new LabelQualityException("There are no rows to look at");
        return QualitySearch.Of(RowTable.Of(rows, cancellation), options ?? DataQualityOptions.Default, cancellation);
    }
}
