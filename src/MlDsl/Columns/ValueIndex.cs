using System.Runtime.CompilerServices;

namespace MlDsl.Columns;

/// <summary>From a key of a value type to its place among the kept ones: an open-addressing table, at most half full.</summary>
internal sealed class ValueIndex<TKey> where TKey : notnull, IEquatable<TKey>
{
    private readonly Entry[] entries;
    private readonly int shift;

    /// <summary>An index of distinct <paramref name="keys"/>, numbered from 0.</summary>
    public ValueIndex(IReadOnlyList<TKey> keys)
    {
        int bits = System.Numerics.BitOperations.Log2((uint)Math.Max(1, keys.Count)) + 2;
        (entries, shift) = (new Entry[1 << bits], 32 - bits);
        for (int i = 0; i < keys.Count; i++)
        {
            uint at = Start(keys[i]);
            while (entries[at & (uint)(entries.Length - 1)].Number != 0) at++;
            entries[at & (uint)(entries.Length - 1)] = new Entry(keys[i], i + 1);
        }
    }

    /// <summary>The place of <paramref name="key"/>; −1 when it has none.</summary>
    public int Find(TKey key)
    {
        Entry[] table = entries;
        for (uint at = Start(key); ; at++)
        {
            ref Entry entry = ref table[at & (uint)(table.Length - 1)];
            if (entry.Number == 0) return -1;
            if (entry.Key.Equals(key)) return entry.Number - 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Start(TKey key) => ((uint)key.GetHashCode() * 0x9E3779B1u) >> shift;

    /// <summary>A key and its place plus 1; 0 marks a free entry.</summary>
    private readonly record struct Entry(TKey Key, int Number);
}
