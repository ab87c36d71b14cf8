namespace MlDsl;

/// <summary>How the records of Arrow files become rows.</summary>
public sealed record ArrowOptions : RecordOptions
{
    /// <summary>Files of up to this many bytes, all together, are held in memory as rows once read; larger ones are read again on every pass.</summary>
    public long HoldBytes { get; init; } = 64L << 20;

    internal override void Validate(DatasetSchema schema)
    {
        base.Validate(schema);
        Require(HoldBytes >= 0, nameof(HoldBytes), "must be 0 (hold nothing) or more");
    }
}

/// <summary>How the records of a stream of Arrow batches become rows.</summary>
public sealed record ArrowStreamOptions : RecordOptions
{
    /// <summary>What messages call the stream.</summary>
    public string Name { get; init; } = "the stream";

    /// <summary>
    /// Whether the stream is opened again on every pass, so that rows need not fit into memory; else it is opened once and its rows are held. It must then give
    /// the same rows in the same order each time; the rows of passes are compared, and a difference is an error.
    /// </summary>
    public bool Reread { get; init; }

    /// <summary>
    /// The most rows that are held in memory; more go into <see cref="Spool"/>, and without one are an error that names the ways out. Without meaning where the stream
    /// is opened again.
    /// </summary>
    public long MaxHeldRows { get; init; } = 10_000_000;

    /// <summary>
    /// Room on disk for the rows of a stream that is opened once and gives more than are held in memory; null for none. It stays the caller's, who disposes of it
    /// when the data set is no longer read.
    /// </summary>
    public Spool? Spool { get; init; }

    internal string TooMany => FormattableString.Invariant(
        $"the stream gave more than {MaxHeldRows} rows, which is the most that are held; raise ArrowStreamOptions.MaxHeldRows, set Spool, or set Reread where it can be opened again and gives the same rows");

    internal override void Validate(DatasetSchema schema)
    {
        base.Validate(schema);
        Require(!string.IsNullOrWhiteSpace(Name), nameof(Name), "must be a text that messages can call the stream");
        Require(MaxHeldRows > 0, nameof(MaxHeldRows), "must be 1 or more");
        Require(Spool is null || !Reread, nameof(Spool), "must be null where Reread is set: what is opened again is not spooled");
    }
}
