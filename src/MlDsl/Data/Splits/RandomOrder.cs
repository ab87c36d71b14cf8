using System.Collections.Concurrent;

namespace MlDsl;

/// <summary>
/// Places in a random order by a counter-based hash: the key of a row depends on the seed and its number alone, so the order is the
/// same whatever the number of threads, and two rows never have the same key.
/// </summary>
internal static class RandomOrder
{
    /// <summary>The key of <paramref name="number"/>.</summary>
    public static ulong Key(long seed, ulong number) => RowHash.Mix(RowHash.Mix((ulong)seed + 0x9E3779B97F4A7C15) ^ number);

    /// <summary>The indexes of <paramref name="numbers"/> in the order of their keys.</summary>
    public static int[] Of(long[] numbers, long seed)
    {
        ulong[] keys = GC.AllocateUninitializedArray<ulong>(numbers.Length);
        int[] order = GC.AllocateUninitializedArray<int>(numbers.Length);
        if (order.Length == 0) return order;
        Parallel.ForEach(Partitioner.Create(0, order.Length), part =>
        {
            for (int i = part.Item1; i < part.Item2; i++) (keys[i], order[i]) = (Key(seed, (ulong)numbers[i]), i);
        });
        ParallelSort.Sort(keys, order);
        return order;
    }
}
