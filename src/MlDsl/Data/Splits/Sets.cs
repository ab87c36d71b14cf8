namespace MlDsl;

/// <summary>
/// The rows a model is fitted on. Made by a split only. Holds one byte per row of the data set, shared with the split's other sides.
/// </summary>
/// <typeparam name="TRow">The type of the rows.</typeparam>
public sealed class TrainSet<TRow> where TRow : IRow<TRow>
{
    internal TrainSet(RowSelection<TRow> selection) => Selection = selection;

    internal RowSelection<TRow> Selection { get; }

    /// <summary>The rows, in the order of the data set; each enumeration is a pass.</summary>
    public IEnumerable<TRow> Rows => Selection.Rows();

    /// <summary>The number of rows.</summary>
    public long Count => Selection.Count;

    /// <summary>What tells these rows from others.</summary>
    public DataFingerprint Fingerprint => Selection.Fingerprint;

    /// <summary>How the set was made.</summary>
    public SplitDescription Description => Selection.Description;

    /// <summary>The rows of one pass with their numbers, always in the same order, in batches of up to 4,096 that are reused.</summary>
    internal IEnumerable<RowBatch<TRow>> Batches(CancellationToken cancellation, Team? team = null) => Selection.Batches(cancellation, team);
}

/// <summary>The rows that models are compared on while they are developed. Made by a split only.</summary>
/// <typeparam name="TRow">The type of the rows.</typeparam>
public sealed class ValidationSet<TRow> where TRow : IRow<TRow>
{
    internal ValidationSet(RowSelection<TRow> selection) => Selection = selection;

    internal RowSelection<TRow> Selection { get; }

    /// <summary>The rows, in the order of the data set; each enumeration is a pass.</summary>
    public IEnumerable<TRow> Rows => Selection.Rows();

    /// <summary>The number of rows.</summary>
    public long Count => Selection.Count;

    /// <summary>What tells these rows from others.</summary>
    public DataFingerprint Fingerprint => Selection.Fingerprint;

    /// <summary>How the set was made.</summary>
    public SplitDescription Description => Selection.Description;

    /// <summary>The rows of one pass with their numbers, always in the same order, in batches of up to 4,096 that are reused.</summary>
    internal IEnumerable<RowBatch<TRow>> Batches(CancellationToken cancellation, Team? team = null) => Selection.Batches(cancellation, team);
}

/// <summary>
/// The rows a finished model is assessed on, once. Made by a split only; it does not show its rows, so that nobody develops on them.
/// </summary>
/// <typeparam name="TRow">The type of the rows.</typeparam>
public sealed class TestSet<TRow> where TRow : IRow<TRow>
{
    private int assessments;

    internal TestSet(RowSelection<TRow> selection) => Selection = selection;

    internal RowSelection<TRow> Selection { get; }

    /// <summary>The number of rows.</summary>
    public long Count => Selection.Count;

    /// <summary>What tells these rows from others.</summary>
    public DataFingerprint Fingerprint => Selection.Fingerprint;

    /// <summary>How the set was made.</summary>
    public SplitDescription Description => Selection.Description;

    /// <summary>The number of these rows that also stand in the development rows.</summary>
    public int DuplicateRows { get; internal set; }

    /// <summary>Notes one more assessment; how many there are now. Safe for several threads.</summary>
    internal int CountAssessment() => Interlocked.Increment(ref assessments);

    /// <summary>The rows of one pass with their numbers, always in the same order, in batches of up to 4,096 that are reused.</summary>
    internal IEnumerable<RowBatch<TRow>> Batches(CancellationToken cancellation, Team? team = null) => Selection.Batches(cancellation, team);
}
