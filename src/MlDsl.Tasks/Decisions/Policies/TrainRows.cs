namespace MlDsl.Tasks.Decisions;

/// <summary>Rows that are all for training: the side on which they lie was decided before there were rows.</summary>
internal static class TrainRows
{
    public static TrainSet<TRow> Of<TRow>(TRow[] rows) where TRow : IRow<TRow>
    {
        RowSelection<TRow> all = Dataset<TRow>.FromRows(rows).Source.All();
        DataFingerprint fingerprint = RowFacts.Gather(all, RowKey.None, CancellationToken.None).Fingerprint();
        return new TrainSet<TRow>(new RowSelection<TRow>(all.Source, null, [], fingerprint, new SplitDescription { Method = SplitMethod.None }));
    }
}
