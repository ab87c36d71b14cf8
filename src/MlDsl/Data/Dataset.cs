namespace MlDsl;

/// <summary>
/// Rows of one type that can be read as often as needed. It is no list: a file larger than memory is read again on every pass, and
/// held as rows only up to <see cref="CsvOptions.HoldBytes"/>. Windows over time are filled for every row before any split, from rows
/// before it only. A model is not fitted on it but on a <see cref="TrainSet{TRow}"/>,
/// which a split gives. Safe for several threads.
/// </summary>
/// <typeparam name="TRow">The type of the rows, marked <see cref="DatasetAttribute"/>.</typeparam>
public sealed class Dataset<TRow> where TRow : IRow<TRow>
{
    private readonly WindowedSource<TRow>? windowed;
    // The rows with their windows and with what has been joined, and what is still to be joined.
    private readonly RowSource<TRow> filled;
    private readonly bool isHeld;
    private readonly IReadOnlyList<IJoinedSource> joined;
    private readonly IReadOnlyList<Type> unjoined;

    private Dataset(RowSource<TRow> source, bool isHeld = false)
    {
        if (TRow.Contract is { } contract && (contract.Unique.Count > 0 || contract.Fresh is not null)) source = new WatchedSource<TRow>(source, contract);
        windowed = TRow.Windows is { } windows ? new WindowedSource<TRow>(source, windows, isReadOnce: isHeld) : null;
        source = windowed ?? source;
        (filled, this.isHeld, joined, unjoined) = (isHeld ? new HeldSource<TRow>(source) : source, isHeld, [], TRow.Joined);
        Source = unjoined.Count > 0 ? new UnjoinedSource<TRow>(filled, unjoined) : filled;
    }

    // What may not fit into memory is spooled as it came: a spool has no windows.
    private Dataset(RowSource<TRow> source, long mostHeld, Spool spool) : this(new HeldSource<TRow>(source, mostHeld, spool))
    {
    }

    // The same rows, with what another data set gives.
    private Dataset(Dataset<TRow> before, RowSource<TRow> source, IJoinedSource join, Type other)
    {
        (windowed, filled, isHeld) = (before.windowed, source, before.isHeld);
        (joined, unjoined) = ([.. before.joined, join], [.. before.unjoined.Where(type => type != other)]);
        Source = unjoined.Count > 0 ? new UnjoinedSource<TRow>(source, unjoined) : isHeld ? new HeldSource<TRow>(source) : source;
    }

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
        return new Dataset<TRow>(source, source.IsSmall);
    }

    /// <summary>
    /// The given rows. Nothing is copied but rows with windows over time or values that their contract changes, and on each pass rows with joined columns: each pass enumerates <paramref name="rows"/> again, which must give the same rows in the
    /// same order. A pass that ends with another number of rows throws an <see cref="InvalidOperationException"/>.
    /// </summary>
    public static Dataset<TRow> FromRows(IEnumerable<TRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new Dataset<TRow>(new SequenceSource<TRow>(rows), isHeld: TRow.Windows is not null || TRow.Contract is { Alters: true });
    }

    /// <summary>
    /// The rows of a stream: of a service, of a queue, of a query that comes row by row. It is read once, when rows are first needed, and its rows are held, since
    /// nothing tells whether it could be read again.
    /// </summary>
    /// <param name="rows">The stream. It is enumerated on threads of the pool, never in a context of the caller's.</param>
    /// <param name="maxHeldRows">The most rows that are held in memory; more go into <paramref name="spool"/>, and without one are a <see cref="DataFormatException"/> that names the ways out.</param>
    /// <param name="spool">Room on disk for more rows. It stays the caller's, who disposes of it when the data set is no longer read.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxHeldRows"/> is below 1.</exception>
    /// <exception cref="ArgumentException">A property of <paramref name="spool"/> is out of its range.</exception>
    /// <exception cref="InvalidOperationException">Reading rows throws it: a row is null, or an earlier pass broke off in the middle of the stream.</exception>
    /// <exception cref="IOException">Reading rows throws it: the spool's disk has no room or fails.</exception>
    public static Dataset<TRow> FromRows(IAsyncEnumerable<TRow> rows, long maxHeldRows = 10_000_000, Spool? spool = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxHeldRows, 1);
        return spool is null
            ? new Dataset<TRow>(new StreamSource<TRow>(rows, maxHeldRows), isHeld: true)
            : new Dataset<TRow>(new StreamSource<TRow>(rows), maxHeldRows, spool);
    }

    /// <summary>
    /// The rows of what is a sequence and a stream at once, as a set of Entity Framework Core is: they are read as a stream, once, since what stands behind it, such
    /// as a table, may change between two passes.
    /// </summary>
    /// <inheritdoc cref="FromRows(IAsyncEnumerable{TRow}, long, Spool?)"/>
    public static Dataset<TRow> FromRows<TRows>(TRows rows, long maxHeldRows = 10_000_000, Spool? spool = null)
        where TRows : class, IEnumerable<TRow>, IAsyncEnumerable<TRow> => FromRows((IAsyncEnumerable<TRow>)rows, maxHeldRows, spool);

    /// <summary>
    /// The rows of a file of JSON lines: an object on each line, in UTF-8, with the columns as its members. Members that are no column are passed over, a
    /// member that is absent is missing, blank lines are left out. A vector is an array.
    /// </summary>
    /// <param name="path">The file. It is read when rows are first needed, and again on every pass when it is larger than <see cref="JsonLinesOptions.HoldBytes"/>.</param>
    /// <param name="options">How lines become rows; the defaults unless given.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">Reading rows throws it: a line is no row; the message names file, line, column and property.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static Dataset<TRow> FromJsonLines(string path, JsonLinesOptions? options = null)
    {
        options ??= new JsonLinesOptions();
        var file = new RecordFile(path);
        return Over(new JsonLines(file, options), options, file.Length <= options.HoldBytes);
    }

    /// <summary>
    /// The rows of a query of any ADO.NET provider. Unless <see cref="QueryOptions.Reread"/> is set it is asked once and its rows are held, since a table may
    /// change between two passes.
    /// </summary>
    /// <param name="open">
    /// Asks the query and gives the reader before its first row; it is disposed when the pass ends, so let <c>CommandBehavior.CloseConnection</c> close a
    /// connection of its own. Fields are found by their names.
    /// </param>
    /// <param name="options">How records become rows; the defaults unless given.</param>
    /// <exception cref="DataFormatException">Reading rows throws it: a record is no row, the query fails, or it gives other rows than before.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static Dataset<TRow> FromQuery(Func<System.Data.Common.DbDataReader> open, QueryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(open);
        options ??= new QueryOptions();
        var origin = new QueryRecords(open, options.Name);
        return options.Reread ? Over(origin, options, false) : Held(origin, options, options.MaxHeldRows, options.Spool, options.TooMany);
    }

    /// <summary>The rows of records of another kind: what packages for further formats, or a reader of one's own, give.</summary>
    /// <param name="origin">Where the records come from; it is read again on every pass.</param>
    /// <param name="options">How records become rows; the defaults unless given.</param>
    /// <exception cref="DataFormatException">Reading rows throws it: a record is no row, or the records changed between two passes.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static Dataset<TRow> FromRecords(IRecordOrigin origin, RecordOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return Over(origin, options ?? new RecordOptions(), false);
    }

    /// <summary>The rows of records.</summary>
    /// <param name="origin">Where they come from.</param>
    /// <param name="options">How they become rows.</param>
    /// <param name="isHeld">Whether rows are held once they are read; else they are read again on every pass.</param>
    internal static Dataset<TRow> Over(IRecordOrigin origin, RecordOptions options, bool isHeld) => new(new RecordSource<TRow>(origin, options), isHeld);

    /// <summary>The rows of records that are read once only, and held.</summary>
    /// <param name="origin">Where they come from.</param>
    /// <param name="options">How they become rows.</param>
    /// <param name="most">The most rows that are held in memory.</param>
    /// <param name="spool">What takes more; null for nothing.</param>
    /// <param name="tooMany">What is said where there are more and nothing takes them.</param>
    internal static Dataset<TRow> Held(IRecordOrigin origin, RecordOptions options, long most, Spool? spool, string tooMany) => spool is null
        ? new(new RecordSource<TRow>(origin, options, most, tooMany), isHeld: true)
        : new(new RecordSource<TRow>(origin, options), most, spool);

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

    /// <summary>What windows over time left out of the rows; takes a pass unless one has been made.</summary>
    /// <exception cref="WindowException">A window cannot be told.</exception>
    public WindowCounts WindowCounts(CancellationToken cancellation = default)
    {
        if (windowed is null) return default;
        if (Source != windowed) Source.Count(cancellation);
        return windowed.CountsOf(cancellation);
    }

    /// <summary>How often each join of the data set found nothing; takes a pass unless one has been made. Empty where nothing is joined.</summary>
    /// <exception cref="JoinException">Columns of another data set are still to be joined, or a join cannot be made.</exception>
    public IReadOnlyList<JoinCount> JoinCounts(CancellationToken cancellation = default)
    {
        if (joined.Count + unjoined.Count > 0) Source.Count(cancellation);
        return [.. joined.SelectMany(source => source.Counts(cancellation))];
    }

    /// <summary>
    /// How often each rule of the rows' contract was broken by values that were not refused; takes a pass unless one has been made. Empty where the rows have no contract.
    /// Rows that another rule refused are among them, and are in <see cref="SkippedRows"/> as well.
    /// </summary>
    /// <exception cref="DataFormatException">A row is refused, and its source says to throw.</exception>
    /// <exception cref="InvalidValueException">A row that code made is refused.</exception>
    public IReadOnlyList<ContractCount> ContractCounts(CancellationToken cancellation = default)
    {
        if (TRow.Contract is not { } contract) return [];
        if (Source.Broken is null)
        {
            foreach (RowBatch<TRow> _ in Source.Batches(cancellation))
            {
                // The pass counts at its end.
            }
        }
        Contracts.ContractTally tally = Source.Broken!;
        return [.. contract.Rules.Select((rule, i) => new ContractCount(rule, tally.Counts[i]))];
    }

    /// <summary>The same rows with what another data set gives.</summary>
    /// <param name="other">The other's row type.</param>
    /// <param name="join">Makes the source of it.</param>
    /// <exception cref="JoinException">Such a data set was joined before.</exception>
    internal Dataset<TRow> With<TSource>(Type other, Func<RowSource<TRow>, TSource> join) where TSource : RowSource<TRow>, IJoinedSource
    {
        if (!unjoined.Contains(other)) throw new JoinException($"{filled.Name}: the rows of '{TRow.Schema.Name}' are joined with '{other.Name}' already; join them once");
        TSource source = join(filled);
        return new Dataset<TRow>(this, source, source, other);
    }

    /// <summary>The number of rows; takes a pass unless one has been made.</summary>
    /// <exception cref="DataFormatException">A record is no row and <see cref="CsvOptions.BadRows"/> says to throw.</exception>
    public long Count(CancellationToken cancellation = default) => Source.Count(cancellation);

    /// <summary>The row type and where the rows come from.</summary>
    public override string ToString() => $"Dataset<{TRow.Schema.Name}> of {Source.Name}";
}
