using System.Runtime.CompilerServices;

namespace MlDsl.Columns;

/// <summary>
/// From a key to its place among the kept ones: an open-addressing table, at most half full, that does not allocate. Strings are first
/// tried with a hash of their length and three characters, which is as good as a full one for most category sets and much faster.
/// </summary>
internal sealed class CategoryIndex<TKey> where TKey : notnull, IEquatable<TKey>
{
    /// <summary>The longest probe that the sampled hash may need; above it, the full hash is used.</summary>
    private const int LongestProbe = 3;

    private readonly Entry[] entries;
    private readonly int shift;
    private readonly bool sampled;

    /// <summary>An index of distinct <paramref name="keys"/>, numbered from 0.</summary>
    public CategoryIndex(IReadOnlyList<TKey> keys)
    {
        int bits = Math.Max(2, System.Numerics.BitOperations.Log2((uint)Math.Max(1, keys.Count)) + 2);
        (entries, shift, sampled) = (new Entry[1 << bits], 32 - bits, true);
        if (Fill(keys) <= LongestProbe) return;
        Array.Clear(entries);
        sampled = false;
        Fill(keys);
    }

    /// <summary>The place of <paramref name="key"/>; −1 when it has none.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Find(TKey key)
    {
        Entry[] table = entries;
        for (uint at = Hash(key) >> shift; ; at++)
        {
            ref Entry entry = ref table[at & (uint)(table.Length - 1)];
            if (entry.Place == 0) return -1;
            if (Same(entry.Key, key)) return entry.Place - 1;
        }
    }

    private int Fill(IReadOnlyList<TKey> keys)
    {
        int longest = 0;
        for (int i = 0; i < keys.Count; i++)
        {
            uint at = Hash(keys[i]) >> shift;
            int probe = 0;
            while (entries[at & (uint)(entries.Length - 1)].Place != 0)
            {
                at++;
                probe++;
            }
            entries[at & (uint)(entries.Length - 1)] = new Entry(keys[i], i + 1);
            longest = Math.Max(longest, probe);
        }
        return longest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Hash(TKey key)
    {
        // IsValueType is a constant in shared code, where a comparison with typeof(string) would be a look-up. The only reference type is
        // string; the encoding's constructor sees to that.
        if (typeof(TKey).IsValueType) return (uint)key.GetHashCode() * 0x9E3779B1u;
        string text = Unsafe.As<TKey, string>(ref key);
        if (!sampled) return (uint)(StableHash.Of(text, 0) >> 32);
        if (text.Length == 0) return 0;
        uint hash = (uint)text.Length + text[0] * 0x85EBCA6Bu + text[^1] * 0xC2B2AE35u + text[text.Length >> 1] * 0x27D4EB2Fu;
        return hash * 0x9E3779B1u;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Same(TKey left, TKey right) => typeof(TKey).IsValueType
        ? left.Equals(right)
        : Unsafe.As<TKey, string>(ref left) == Unsafe.As<TKey, string>(ref right);

    /// <summary>A key and its place plus 1; 0 marks an empty entry.</summary>
    private readonly record struct Entry(TKey Key, int Place);
}
