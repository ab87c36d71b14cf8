namespace MlDsl;

/// <summary>Train sets of some of the rows of another: whole groups where rows have one. A smaller share is part of a larger one.</summary>
internal static class SampledRows
{
    // Rows that calibrations and trainers hold back are chosen by other bits.
    private const ulong Salt = 0xD6E8FEB86659FD93;

    /// <summary>A share of the rows of <paramref name="train"/>, chosen by the hash of their numbers or groups; one pass, one byte per row of the source.</summary>
    /// <param name="train">The rows.</param>
    /// <param name="share">The share, above 0 and at most 1.</param>
    /// <param name="cancellation">Stops the pass.</param>
    public static TrainSet<TRow> Of<TRow>(TrainSet<TRow> train, double share, CancellationToken cancellation) where TRow : IRow<TRow>
    {
        if (share >= 1) return train;
        RowSource<TRow> source = train.Selection.Source;
        bool isGrouped = TRow.Schema.Columns.Any(static c => c.Role == ColumnRole.Group);
        var limit = (ulong)(share * ulong.MaxValue);
        var sides = new byte[source.Count(cancellation)];
        sides.AsSpan().Fill(Side.Outside);
        DataFingerprint print = default;
        using var team = new Team(1);
        foreach (RowBatch<TRow> batch in train.Batches(cancellation, team))
        {
            for (int i = 0; i < batch.Count; i++)
            {
                TRow row = batch.Rows[i];
                ulong key = isGrouped ? TRow.GroupOf(row) : (ulong)batch.Number(i);
                if (RowHash.Mix(RowHash.Mix(key) ^ Salt) >= limit) continue;
                sides[batch.Number(i)] = Side.Train;
                var hash = new RowHash();
                TRow.Hash(row, ref hash);
                print = print.Add(hash.Value);
            }
        }
        return new TrainSet<TRow>(new RowSelection<TRow>(source, sides, [Side.Train], print, train.Description));
    }
}
