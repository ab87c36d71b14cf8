namespace MlDsl.MlNet;

/// <summary>The rows of a view: one side of a split, or all of a source.</summary>
/// <param name="source">Where they are read.</param>
/// <param name="pass">One pass over them.</param>
/// <param name="count">Their number; null where that is not known without a pass.</param>
/// <param name="has">Whether a row of the source is among them, by its number; null for all.</param>
internal sealed class RowTable<TRow>(RowSource<TRow> source, Func<IEnumerable<RowBatch<TRow>>> pass, Func<long?> count, Func<long, bool>? has)
{
    // Rows that are in the nearest cache still when they are read, behind being held against their promises.
    private const int Near = 128;

    public static RowTable<TRow> Of(RowSource<TRow> source) => new(source, () => source.Batches(CancellationToken.None), () => source.Known, null);

    public static RowTable<TRow> Of(RowSelection<TRow> selection) =>
        new(selection.Source, () => selection.Batches(CancellationToken.None), () => selection.Count, selection.Has);

    /// <summary>The number of rows; null where that is not known without a pass.</summary>
    public long? Count => count();

    /// <summary>Whether rows can be read in any order, and by several cursors.</summary>
    public bool IsInMemory => source.InMemory is not null;

    /// <summary>The rows in their order; each batch is reused.</summary>
    public IEnumerable<RowBatch<TRow>> Pass() => has is null && source.InMemory is TRow[] rows && rows.GetType() == typeof(TRow[]) ? InPlace(rows) : pass();

    /// <summary>Every n-th batch of the rows in memory, in their order.</summary>
    /// <param name="first">The number of the first batch.</param>
    /// <param name="step">How many batches to go on by.</param>
    public IEnumerable<RowBatch<TRow>> Batches(int first, int step)
    {
        IReadOnlyList<TRow> rows = source.InMemory!;
        var batch = new RowBatch<TRow>();
        Action<RowBatch<TRow>>? check = source.Checker();
        for (long number = first, from; (from = number * RowBatch<TRow>.Size) < rows.Count; number += step)
        {
            batch.Clear();
            for (long row = from, to = Math.Min(from + RowBatch<TRow>.Size, rows.Count); row < to; row++)
                if (has is null || has(row)) batch.Add(rows[(int)row], row);
            check?.Invoke(batch);
            // An empty one is given as well: cursors count batches.
            yield return batch;
        }
    }

    /// <summary>Every n-th batch of the rows in memory in the order of their numbers.</summary>
    /// <param name="order">The numbers.</param>
    /// <param name="first">The number of the first batch.</param>
    /// <param name="step">How many batches to go on by.</param>
    public IEnumerable<RowBatch<TRow>> Batches(int[] order, int first, int step)
    {
        IReadOnlyList<TRow> rows = source.InMemory!;
        var batch = new RowBatch<TRow>();
        Action<RowBatch<TRow>>? check = source.Checker();
        for (long number = first, from; (from = number * RowBatch<TRow>.Size) < order.Length; number += step)
        {
            batch.Clear();
            for (long place = from, to = Math.Min(from + RowBatch<TRow>.Size, order.Length); place < to; place++) batch.Add(rows[order[place]], order[place]);
            check?.Invoke(batch);
            yield return batch;
        }
    }

    /// <summary>The numbers of the rows in memory in an order drawn at random.</summary>
    public int[] Shuffle(Random random)
    {
        IEnumerable<int> all = Enumerable.Range(0, source.InMemory!.Count);
        int[] order = [.. has is null ? all : all.Where(row => has(row))];
        random.Shuffle(order);
        return order;
    }

    private IEnumerable<RowBatch<TRow>> InPlace(TRow[] rows)
    {
        var batch = new RowBatch<TRow>();
        Action<RowBatch<TRow>>? check = source.Checker();
        for (int from = 0; from < rows.Length; from += Near)
        {
            batch.Set(rows, from, Math.Min(Near, rows.Length - from), from, null);
            check?.Invoke(batch);
            yield return batch;
        }
    }
}
