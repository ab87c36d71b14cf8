using System.Collections.Immutable;
using MlDsl.Training;

namespace MlDsl.Monitoring.Domains;

/// <summary>Rows that were sampled, as cells.</summary>
/// <param name="Hashes">Of each row what chose it: those with the smallest are kept.</param>
/// <param name="Cells">Row by row the cell of each column that is kept.</param>
/// <param name="Days">Of each row the day; 0 where it is not known.</param>
internal sealed record DrawnRows(ulong[] Hashes, byte[] Cells, long[] Days)
{
    public int Rows => Hashes.Length;

    /// <summary>So many rows of both with the smallest hashes: as if they had been sampled together.</summary>
    public DrawnRows With(DrawnRows other, int most)
    {
        ulong[] hashes = [.. Hashes, .. other.Hashes];
        byte[] cells = [.. Cells, .. other.Cells];
        long[] days = [.. Days, .. other.Days];
        int width = hashes.Length == 0 ? 0 : cells.Length / hashes.Length;
        int[] order = [.. Enumerable.Range(0, hashes.Length).OrderBy(row => hashes[row]).Take(most)];
        return new DrawnRows([.. order.Select(row => hashes[row])], [.. order.SelectMany(row => cells.AsSpan(row * width, width).ToArray())], [.. order.Select(row => days[row])]);
    }
}

/// <summary>
/// Samples the rows of a window: those whose numbers have the smallest hashes, so that each has the same chance however many come. Any number of threads; allocates nothing until it is taken. A row that is not chosen costs its hash.
/// </summary>
/// <param name="model">What writes rows.</param>
/// <param name="places">The columns that are kept.</param>
/// <param name="most">The rows that are kept at most.</param>
/// <param name="seed">The seed of the hashes.</param>
internal sealed class RowReservoir<TInput, TOutput>(ISampledModel<TInput, TOutput> model, ImmutableArray<int> places, int most, ulong seed)
{
    private readonly object gate = new();
    private readonly ProfileCells cells = model.NewCells()!;
    private readonly PriorityQueue<int, ulong> furthest = new(most, Comparer<ulong>.Create(static (a, b) => b.CompareTo(a)));
    private readonly ulong[] hashes = new ulong[most];
    private readonly long[] days = new long[most];
    private readonly byte[] kept = new byte[most * places.Length];
    private readonly ulong stream = EvaluationRandom.Stream(seed, 0);
    private long numbers;
    private ulong bound = ulong.MaxValue;

    /// <summary>Takes in rows.</summary>
    public void Add(ReadOnlySpan<TInput> rows, Func<TInput, DateTimeOffset>? at = null)
    {
        long first = Interlocked.Add(ref numbers, rows.Length) - rows.Length;
        for (int row = 0; row < rows.Length; row++)
        {
            ulong hash = EvaluationRandom.At(stream, (ulong)(first + row));
            if (hash < Volatile.Read(ref bound)) Keep(rows.Slice(row, 1), hash, at);
        }
    }

    /// <summary>What was sampled, and begins anew.</summary>
    public DrawnRows Take()
    {
        lock (gate)
        {
            int rows = furthest.Count;
            var taken = new DrawnRows(hashes[..rows], kept[..(rows * places.Length)], days[..rows]);
            furthest.Clear();
            Volatile.Write(ref bound, ulong.MaxValue);
            return taken;
        }
    }

    private void Keep(ReadOnlySpan<TInput> row, ulong hash, Func<TInput, DateTimeOffset>? at)
    {
        lock (gate)
        {
            if (hash >= bound) return;
            ProfileBlock block = ProfileBlock.OfThread(cells.Layout);
            try
            {
                // What may throw comes before a row is let go.
                model.Write(block, cells.Layout, row);
                long day = at is null ? 0 : at(row[0]).UtcTicks / TimeSpan.TicksPerDay;
                int slot = furthest.Count < most ? furthest.Count : furthest.Dequeue();
                for (int i = 0; i < places.Length; i++) kept[(slot * places.Length) + i] = cells.Find(block, places[i], 1)[0];
                (hashes[slot], days[slot]) = (hash, day);
                furthest.Enqueue(slot, hash);
            }
            finally
            {
                block.Forget(cells.Layout, 1);
            }
            if (furthest.Count == most && furthest.TryPeek(out _, out ulong largest)) Volatile.Write(ref bound, largest);
        }
    }
}
