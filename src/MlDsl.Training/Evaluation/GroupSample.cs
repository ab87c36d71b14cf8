namespace MlDsl.Training;

/// <summary>A sample of whole groups of rows, in the rows' order; the same for the same seed.</summary>
internal static class GroupSample
{
    /// <summary>Takes groups in random order, as far as they fit.</summary>
    /// <param name="batches">Starts a pass over the rows; there are two.</param>
    /// <param name="groupOf">The group of a row.</param>
    /// <param name="most">How many rows to take at most.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>The rows, and the place of each among all, from 0.</returns>
    /// <exception cref="EvaluationException">Every group has more rows than may be taken.</exception>
    public static (RowBatch<TRow> Rows, long[] Places) Of<TRow>(Func<IEnumerable<RowBatch<TRow>>> batches, Func<TRow, ulong> groupOf, int most, ulong seed)
    {
        HashSet<ulong> chosen = Choose(batches(), groupOf, most, seed);
        return RowSample.Of(batches(), (row, _, _) => chosen.Contains(groupOf(row)));
    }

    private static HashSet<ulong> Choose<TRow>(IEnumerable<RowBatch<TRow>> batches, Func<TRow, ulong> groupOf, int most, ulong seed)
    {
        var counts = new Dictionary<ulong, int>();
        foreach (RowBatch<TRow> batch in batches)
            foreach (TRow row in batch.Rows) counts[groupOf(row)] = counts.GetValueOrDefault(groupOf(row)) + 1;
        ulong stream = EvaluationRandom.Stream(seed, -1);
        var chosen = new HashSet<ulong>();
        long taken = 0;
        foreach (var (group, count) in counts.OrderBy(c => EvaluationRandom.At(stream, c.Key)))
        {
            if (taken + count > most) continue;
            chosen.Add(group);
            taken += count;
        }
        if (chosen.Count == 0 && counts.Count > 0)
            throw new EvaluationException(FormattableString.Invariant($"Each of the {counts.Count} groups has more than {most} rows, of which none can be left out; raise MaxRows to {counts.Values.Min()} or more"));
        return chosen;
    }
}
