namespace MlDsl.Labels;

/// <summary>A row that is worth a label.</summary>
/// <param name="Number">The number of the row in its data set, from 0.</param>
/// <param name="Row">The row.</param>
/// <param name="Score">
/// How much is expected of it, more is better: 1 − p of the likeliest class, 1 − the margin, the entropy as a share of the largest, or of k-center and BADGE the distance to what was chosen
/// before; 0 of a random one. Of a group, the mean of its rows, or the distance of the group.
/// </param>
/// <param name="Reason">Why, in a few words: the likeliest classes with their probabilities.</param>
public sealed record SelectedRow<TRow>(long Number, TRow Row, double Score, string Reason)
{
    /// <summary>The number, the score and the reason; nothing of the row, whose values may be private.</summary>
    public override string ToString() => FormattableString.Invariant($"row {Number}: {Score:0.###}, {Reason}");
}

/// <summary>Rows to be labelled next, the most wanted first; the rows of a group follow each other.</summary>
public sealed class Selection<TRow>
{
    internal Selection(IReadOnlyList<SelectedRow<TRow>> rows, long pool) => (Rows, Pool) = (rows, pool);

    /// <summary>The rows.</summary>
    public IReadOnlyList<SelectedRow<TRow>> Rows { get; }

    /// <summary>How many rows have no label, those chosen included.</summary>
    public long Pool { get; }

    /// <summary>The rows as a queue for annotators.</summary>
    /// <param name="idOf">What a row is known by to people: an <c>[Id]</c>, not its place.</param>
    /// <exception cref="ArgumentException">An id is empty, or two rows have it.</exception>
    public LabelQueue ToQueue(Func<TRow, string> idOf)
    {
        ArgumentNullException.ThrowIfNull(idOf);
        return new LabelQueue([.. Rows.Select(row => new LabelQueueItem(idOf(row.Row), row.Score, row.Reason))]);
    }
}
