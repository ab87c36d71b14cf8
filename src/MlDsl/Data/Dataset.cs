namespace MlDsl;

/// <summary>
/// Rows of one type that can be read as often as needed. It is no list: a file larger than memory is read again on every pass, and
/// held as rows only up to <see cref="CsvOptions.HoldBytes"/>. A model is not fitted on it but on a <see cref="TrainSet{TRow}"/>,
/// which a split gives. Safe for several threads.
/// </summary>
/// <typeparam name="TRow">The type of the rows, marked <see cref="DatasetAttribute"/>.</typeparam>
public sealed class Dataset<TRow> where TRow : IRow<TRow>
{
    private Dataset(RowSource<TRow> source) => Source = source;

    internal RowSource<TRow> Source { get; }

    /// <summary>
    /// The rows of a file of separated values in UTF-8. The header is read at once; the rows when they are first needed, and again on
    /// every pass when the file is larger than <see cref="CsvOptions.HoldBytes"/>. Blank lines are left out.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is written; <see cref="CsvOptions.Default"/> unless given.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">The file is empty or its header lacks a column. Reading rows throws it, too.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static Dataset<TRow> FromCsv(string path, CsvOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var source = new CsvSource<TRow>(path, options ?? CsvOptions.Default);
        return new Dataset<TRow>(source.IsSmall ? new HeldSource<TRow>(source) : source);
    }

    /// <summary>
    /// The given rows. Nothing is copied: each pass enumerates <paramref name="rows"/> again, which must give the same rows in the
    /// same order. A pass that ends with another number of rows throws an <see cref="InvalidOperationException"/>.
    /// </summary>
    public static Dataset<TRow> FromRows(IEnumerable<TRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new Dataset<TRow>(new SequenceSource<TRow>(rows));
    }

    /// <summary>The rows; each enumeration is a pass.</summary>
    public IEnumerable<TRow> Rows => Source.Rows();

    /// <summary>The records that <see cref="BadRowPolicy.Skip"/> left out; takes a pass unless one has been made.</summary>
    public SkippedRows SkippedRows
    {
        get
        {
            Source.Count(CancellationToken.None);
            return Source.Skipped;
        }
    }

    /// <summary>The number of rows; takes a pass unless one has been made.</summary>
    /// <exception cref="DataFormatException">A record is no row and <see cref="CsvOptions.BadRows"/> says to throw.</exception>
    public long Count(CancellationToken cancellation = default) => Source.Count(cancellation);

    /// <summary>The row type and where the rows come from.</summary>
    public override string ToString() => $"Dataset<{TRow.Schema.Name}> of {Source.Name}";
}
