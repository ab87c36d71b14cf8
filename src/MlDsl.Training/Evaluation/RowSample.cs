namespace MlDsl.Training;

/// <summary>A sample of rows, each equally likely, in their order; the same for the same seed.</summary>
/// <remarks>Selection sampling: Fan, Muller and Rezucha (1962); Knuth, "The Art of Computer Programming", 3.4.2, algorithm S.</remarks>
internal static class RowSample
{
    /// <param name="batches">The rows.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="most">How many to take at most.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>The rows, and the place of each among all, from 0.</returns>
    public static (RowBatch<TRow> Rows, long[] Places) Of<TRow>(IEnumerable<RowBatch<TRow>> batches, long count, int most, ulong seed)
    {
        long wanted = Math.Min(count, most);
        ulong stream = EvaluationRandom.Stream(seed, -1);
        return Of(batches, (row, seen, taken) =>
            Math.BigMul(EvaluationRandom.At(stream, (ulong)seen), (ulong)Math.Max(1, count - seen), out _) < (ulong)(wanted - taken));
    }

    /// <summary>Takes the rows that are chosen one by one.</summary>
    /// <param name="batches">The rows.</param>
    /// <param name="isChosen">Whether a row is taken, by the row, its place among all and the number of those taken before it.</param>
    /// <returns>The rows, and the place of each among all, from 0.</returns>
    public static (RowBatch<TRow> Rows, long[] Places) Of<TRow>(IEnumerable<RowBatch<TRow>> batches, Func<TRow, long, int, bool> isChosen)
    {
        var rows = new List<TRow>();
        var places = new List<long>();
        long seen = 0;
        foreach (RowBatch<TRow> batch in batches)
        {
            foreach (TRow row in batch.Rows)
            {
                if (isChosen(row, seen, rows.Count))
                {
                    rows.Add(row);
                    places.Add(seen);
                }
                seen++;
            }
        }
        var sample = new RowBatch<TRow>();
        sample.Set([.. rows], 0, rows.Count, 0, null);
        return (sample, [.. places]);
    }
}
