using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlDsl.Kernels;

/// <summary>
/// A perfect hash of texts by hash and displace (Belazzougui, Botelho and Dietzfelbinger, 2009): texts fall into buckets, and each bucket
/// is shifted until all of its texts lie alone.
/// </summary>
internal readonly struct TextHash
{
    /// <summary>Texts of up to so many characters are equal where their packed characters and lengths are.</summary>
    public const int Exact = 4;

    // A length changes bits of all characters, so that it never stands for another last one.
    private const ulong Factor = 0x9E37_79B9_7F4A_7C15, LengthFactor = 0xD6E8_FEB8_6659_FD93;
    private const int MaxSeeds = 64, MaxShifts = 1 << 16;

    private readonly ulong factor;
    private readonly bool readsAll;

    private TextHash(ulong factor, bool readsAll) => (this.factor, this.readsAll) = (factor, readsAll);

    /// <summary>Finds a hash under which no two of the texts meet.</summary>
    /// <returns>The hash, the shift of each bucket, and the text of each slot, -1 for none.</returns>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static (TextHash Hash, uint[] Shifts, int[] Places) Arrange(string[] texts)
    {
        for (ulong seed = 0; seed < MaxSeeds; seed++)
        {
            // Both ends of a text tell most of them apart; where they do not, all characters are read.
            var hash = new TextHash(FactorOf(seed / 2), readsAll: seed % 2 == 1);
            if (hash.Place(texts) is { } found) return (hash, found.Shifts, found.Places);
        }
        throw new ArgumentException($"{texts.Length} texts cannot be told apart by their hashes", nameof(texts));
    }

    /// <summary>The characters of a text in 64 bits: all of a short one, else its ends or a hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Pack(ReadOnlySpan<char> text)
    {
        ref byte start = ref Unsafe.As<char, byte>(ref MemoryMarshal.GetReference(text));
        int length = text.Length;
        if (length >= 2 && length <= Exact) return Unsafe.ReadUnaligned<uint>(ref start) | ((ulong)Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, (length - 2) * 2)) << 32);
        if (length < 2) return length == 0 ? 0ul : text[0];
        return readsAll ? PackAll(text) : Unsafe.ReadUnaligned<ulong>(ref start) + (BitOperations.RotateLeft(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, (length - 4) * 2)), 29) * Factor);
    }

    /// <summary>Spreads a packed text over 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Mix(ulong packed, int length)
    {
        ulong high = Math.BigMul(packed ^ ((uint)length * LengthFactor), factor, out ulong low);
        return high ^ low;
    }

    // Odd, and unlike each other in all bits: two short texts that one factor lays together, the next one parts.
    private static ulong FactorOf(ulong seed)
    {
        if (seed == 0) return Factor;
        ulong mixed = seed * Factor;
        mixed = (mixed ^ (mixed >> 31)) * 0xBF58_476D_1CE4_E5B9;
        return (mixed ^ (mixed >> 29)) | 1;
    }

    private static ulong PackAll(ReadOnlySpan<char> text)
    {
        ulong all = (ulong)text.Length;
        for (; text.Length >= 4; text = text[4..])
        {
            ulong high = Math.BigMul(all ^ MemoryMarshal.Cast<char, ulong>(text)[0], Factor, out ulong low);
            all = high ^ low;
        }
        foreach (char c in text) all = BitOperations.RotateLeft((all ^ c) * Factor, 23);
        return all;
    }

    private (uint[] Shifts, int[] Places)? Place(string[] texts)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, 2L * texts.Length));
        var shifts = new uint[Math.Max(1, size / 8)];
        int[] places = new int[size];
        Array.Fill(places, -1);
        TextHash hash = this;
        ulong[] mixed = [.. texts.Select(text => hash.Mix(hash.Pack(text), text.Length))];
        foreach (var bucket in Enumerable.Range(0, texts.Length).GroupBy(i => (uint)(mixed[i] >> 32) & (uint)(shifts.Length - 1)).OrderByDescending(static bucket => bucket.Count()))
        {
            int[] members = [.. bucket];
            if (Shift(members, mixed, places) is not { } shift) return null;
            shifts[bucket.Key] = shift;
        }
        return (shifts, places);
    }

    private static uint? Shift(int[] members, ulong[] mixed, int[] places)
    {
        // Two that agree in all that a shift leaves apart never part.
        uint mask = (uint)(places.Length - 1);
        for (int i = 0; i < members.Length; i++)
            for (int k = 0; k < i; k++)
                if ((((uint)mixed[members[i]] ^ (uint)mixed[members[k]]) & mask) == 0) return null;
        for (uint shift = 0; shift < Math.Min(places.Length, MaxShifts); shift++)
        {
            if (members.Any(member => places[((uint)mixed[member] + shift) & mask] >= 0)) continue;
            foreach (int member in members) places[((uint)mixed[member] + shift) & mask] = member;
            return shift;
        }
        return null;
    }
}
