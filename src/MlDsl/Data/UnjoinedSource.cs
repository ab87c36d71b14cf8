namespace MlDsl;

/// <summary>Rows with columns of other data sets that nothing filled yet: they cannot be read, so that no model takes them for missing.</summary>
/// <param name="inner">The rows.</param>
/// <param name="others">The row types that are still to be joined.</param>
internal sealed class UnjoinedSource<TRow>(RowSource<TRow> inner, IReadOnlyList<Type> others) : RowSource<TRow> where TRow : IRow<TRow>
{
    public override string Name => inner.Name;

    public override SkippedRows Skipped => inner.Skipped;

    public override Contracts.ContractTally? Broken => inner.Broken;

    public override IReadOnlyList<TRow>? InMemory => throw Unfilled();

    public override IEnumerable<RowBatch<TRow>> Batches(CancellationToken cancellation, Team? team, bool texts) => throw Unfilled();

    private JoinException Unfilled()
    {
        string names = string.Join(" and of ", others.Select(static other => $"'{other.Name}'")), calls = string.Concat(others.Select(static other => $".Join(the data set of {other.Name})"));
        return new JoinException($"{Name}: '{TRow.Schema.Name}' has columns of {names}, which nothing has filled; read, split and fit what {calls[1..]} gives");
    }
}
