namespace MlDsl;

/// <summary>How the records of a query become rows.</summary>
public sealed record QueryOptions : RecordOptions
{
    /// <summary>
    /// What messages call the query. Neither its text nor the connection's is in any message.
    /// </summary>
    public string Name { get; init; } = "the query";

    /// <summary>
    /// Whether the query is asked again on every pass, so that rows need not fit into memory; else it is asked once and its rows are held. It must then give
    /// the same rows in the same order each time: over data that do not change, or a snapshot, in an order that leaves no two rows undecided. The rows of
    /// passes are compared, and a difference is an error.
    /// </summary>
    public bool Reread { get; init; }

    /// <summary>
    /// The most rows that are held in memory; more go into <see cref="Spool"/>, and without one are an error that names the ways out. Without meaning where the query
    /// is asked again.
    /// </summary>
    public long MaxHeldRows { get; init; } = 10_000_000;

    /// <summary>
    /// Room on disk for the rows of a query that is asked once and gives more than are held in memory; null for none. It stays the caller's, who disposes of it
    /// when the data set is no longer read.
    /// </summary>
    public Spool? Spool { get; init; }

    internal string TooMany => FormattableString.Invariant(
        $"the query gave more than {MaxHeldRows} rows, which is the most that are held; raise QueryOptions.MaxHeldRows, set Spool, or set Reread where it always gives the same rows in the same order");

    internal override void Validate(DatasetSchema schema)
    {
        base.Validate(schema);
        Require(!string.IsNullOrWhiteSpace(Name), nameof(Name), "must be a text that messages can call the query");
        Require(MaxHeldRows > 0, nameof(MaxHeldRows), "must be 1 or more");
        Require(Spool is null || !Reread, nameof(Spool), "must be null where Reread is set: what is asked again is not spooled");
    }
}
