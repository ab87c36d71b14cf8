namespace MlDsl;

/// <summary>Train sets of some of the rows of another.</summary>
internal static class SampledRows
{
    // Rows that calibrations and trainers hold back are chosen by other bits.
    private const ulong Salt = 0xD6E8FEB86659FD93;

    /// <summary>
    /// A share of the rows of <paramref name="train"/>, chosen by the hash of their numbers or groups: whole groups where rows have one. A smaller share is part of a larger
    /// one. One pass, one byte per row of the source.
    /// </summary>
    /// <param name="train">The rows.</param>
    /// <param name="share">The share, above 0 and at most 1.</param>
    /// <param name="cancellation">Stops the pass.</param>
    public static TrainSet<TRow> Of<TRow>(TrainSet<TRow> train, double share, CancellationToken cancellation) where TRow : IRow<TRow>
    {
        if (share >= 1) return train;
        bool isGrouped = TRow.Schema.Columns.Any(static c => c.Role == ColumnRole.Group);
        var limit = (ulong)(share * ulong.MaxValue);
        return Where(train, (row, number) => RowHash.Mix(RowHash.Mix(isGrouped ? TRow.GroupOf(row) : (ulong)number) ^ Salt) < limit, cancellation);
    }

    /// <summary>The rows of <paramref name="train"/> that are chosen; one pass, one byte per row of the source.</summary>
    /// <param name="train">The rows.</param>
    /// <param name="isChosen">Whether a row is taken, by itself and its number in the data set.</param>
    /// <param name="cancellation">Stops the pass.</param>
    public static TrainSet<TRow> Where<TRow>(TrainSet<TRow> train, Func<TRow, long, bool> isChosen, CancellationToken cancellation) where TRow : IRow<TRow>
    {
        RowSource<TRow> source = train.Selection.Source;
        var sides = new byte[source.Count(cancellation)];
        sides.AsSpan().Fill(Side.Outside);
        DataFingerprint print = default;
        using var team = new Team(1);
        foreach (RowBatch<TRow> batch in train.Batches(cancellation, team))
        {
            for (int i = 0; i < batch.Count; i++)
            {
                TRow row = batch.Rows[i];
                if (!isChosen(row, batch.Number(i))) continue;
                sides[batch.Number(i)] = Side.Train;
                var hash = new RowHash();
                TRow.Hash(row, ref hash);
                print = print.Add(hash.Value);
            }
        }
        return new TrainSet<TRow>(new RowSelection<TRow>(source, sides, [Side.Train], print, train.Description));
    }
}
