using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlDsl.Columns;

/// <summary>
/// From a string to its place among the kept ones: an open-addressing table, at most half full, that does not allocate. A string is first
/// told by a signature of its length and three characters, which decides alone up to three characters; where signatures of the kept
/// ones crowd the table, a full hash takes over.
/// </summary>
internal sealed class StringIndex
{
    /// <summary>The longest probe that signatures may need.</summary>
    private const int LongestProbe = 3;

    /// <summary>Up to this length the signature holds every character.</summary>
    private const int Told = 3;

    private readonly Entry[] entries;
    private readonly int shift;
    private readonly bool sampled;

    /// <summary>An index of distinct <paramref name="keys"/>, numbered from 0.</summary>
    public StringIndex(IReadOnlyList<string> keys)
    {
        int bits = System.Numerics.BitOperations.Log2((uint)Math.Max(1, keys.Count)) + 2;
        (entries, shift) = (new Entry[1 << bits], 64 - bits);
        // A signature has 16 bits for the length; beyond, it could be taken for that of a short string.
        sampled = keys.All(static key => key.Length <= ushort.MaxValue);
        if (sampled && Fill(keys) <= LongestProbe) return;
        sampled = false;
        Fill(keys);
    }

    /// <summary>The place of <paramref name="key"/>; −1 when it has none.</summary>
    public int Find(string key)
    {
        ulong signature = sampled ? Sample(key) : StableHash.Of(key, 0);
        Entry[] table = entries;
        for (uint at = Start(signature); ; at++)
        {
            ref Entry entry = ref table[at & (uint)(table.Length - 1)];
            // A free entry has the place −1 and no key, so that it ends the search for the empty string as well.
            if (entry.Signature == signature && ((sampled && key.Length <= Told) || IsSame(entry.Key, key))) return entry.Place;
            if (entry.Key is null) return -1;
        }
    }

    private int Fill(IReadOnlyList<string> keys)
    {
        Array.Fill(entries, new Entry(0, null, -1));
        int longest = 0;
        for (int i = 0; i < keys.Count; i++)
        {
            ulong signature = sampled ? Sample(keys[i]) : StableHash.Of(keys[i], 0);
            uint at = Start(signature), probe = 0;
            while (entries[(at + probe) & (uint)(entries.Length - 1)].Key is not null) probe++;
            entries[(at + probe) & (uint)(entries.Length - 1)] = new Entry(signature, keys[i], i);
            longest = Math.Max(longest, (int)probe);
        }
        return longest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Start(ulong signature) => (uint)((signature * 0x9E3779B97F4A7C15) >> shift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Sample(string key) => key.Length == 0
        ? 0
        : key[0] | (ulong)key[key.Length >> 1] << 16 | (ulong)key[^1] << 32 | (ulong)(uint)key.Length << 48;

    // As ==, without a call for the lengths that most categories have: from both ends, which overlap.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsSame(string? known, string key)
    {
        if (ReferenceEquals(known, key)) return true;
        if (known is null || known.Length != key.Length) return false;
        ReadOnlySpan<ushort> own = MemoryMarshal.Cast<char, ushort>(known), other = MemoryMarshal.Cast<char, ushort>(key);
        if (key.Length < Vector128<ushort>.Count || key.Length > 2 * Vector128<ushort>.Count) return own.SequenceEqual(other);
        return (Vector128.Create(own) ^ Vector128.Create(other) | (Vector128.Create(own[^Vector128<ushort>.Count..]) ^ Vector128.Create(other[^Vector128<ushort>.Count..]))) == Vector128<ushort>.Zero;
    }

    private readonly record struct Entry(ulong Signature, string? Key, int Place);
}
