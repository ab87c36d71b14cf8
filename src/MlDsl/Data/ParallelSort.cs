using System.Numerics;

namespace MlDsl;

/// <summary>Sorts in place on several threads: halves around a pivot until there are some per thread, then each on its own.</summary>
internal static class ParallelSort
{
    private const int Few = 1 << 15;

    /// <summary>Sorts <paramref name="keys"/>, and <paramref name="items"/> with them; equal keys' items come in any order.</summary>
    /// <param name="keys">The keys, in ascending order afterwards.</param>
    /// <param name="items">One for each key; null for none.</param>
    /// <param name="threads">How many threads; 0 for one on each processor.</param>
    public static void Sort(ulong[] keys, int[]? items = null, int threads = 0)
    {
        if (threads == 0) threads = Environment.ProcessorCount;
        Sort(keys, items, 0, keys.Length, threads == 1 ? 0 : BitOperations.Log2((uint)threads) + 2);
    }

    private static void Sort(ulong[] keys, int[]? items, int from, int count, int halvings)
    {
        if (halvings == 0 || count <= Few)
        {
            if (items is null) keys.AsSpan(from, count).Sort();
            else keys.AsSpan(from, count).Sort(items.AsSpan(from, count));
            return;
        }
        int left = Divide(keys, items, from, count);
        Parallel.Invoke(
            () => Sort(keys, items, from, left, halvings - 1),
            () => Sort(keys, items, from + left, count - left, halvings - 1));
    }

    /// <summary>Hoare's partition: how many keys, none greater than the others, come first; at least one and not all.</summary>
    private static int Divide(ulong[] keys, int[]? items, int from, int count)
    {
        ulong pivot = Pivot(keys, from, count);
        int low = from - 1, high = from + count;
        while (true)
        {
            do low++; while (keys[low] < pivot);
            do high--; while (keys[high] > pivot);
            if (low >= high) return Math.Clamp(high + 1 - from, 1, count - 1);
            (keys[low], keys[high]) = (keys[high], keys[low]);
            if (items is not null) (items[low], items[high]) = (items[high], items[low]);
        }
    }

    // The median of a sample, so that the halves are of like size.
    private static ulong Pivot(ulong[] keys, int from, int count)
    {
        Span<ulong> sample = stackalloc ulong[63];
        for (int i = 0; i < sample.Length; i++) sample[i] = keys[from + (int)((long)count * i / sample.Length)];
        sample.Sort();
        return sample[sample.Length / 2];
    }
}
