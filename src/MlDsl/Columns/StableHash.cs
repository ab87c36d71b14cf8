using System.Runtime.InteropServices;

namespace MlDsl.Columns;

/// <summary>
/// Hashes of categories and n-grams that are the same on every machine and in every run: <see cref="RowHash"/> with a seed.
/// </summary>
internal static class StableHash
{
    /// <summary>What stands for a missing category.</summary>
    public const ulong Missing = 0x6D69_7373_696E_6721;

    /// <summary>The 64-bit hash of a text's UTF-16 units.</summary>
    public static ulong Of(ReadOnlySpan<char> text, ulong seed)
    {
        RowHash hash = default;
        hash.Add(seed ^ (ulong)text.Length);
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(text);
        while (bytes.Length >= 8)
        {
            hash.Add(MemoryMarshal.Read<ulong>(bytes));
            bytes = bytes[8..];
        }
        ulong rest = 0;
        for (int i = 0; i < bytes.Length; i++) rest |= (ulong)bytes[i] << (8 * i);
        hash.Add(rest);
        return hash.Value;
    }

    /// <summary>The hash of a sequence of hashes that ends with <paramref name="next"/>.</summary>
    public static ulong Combine(ulong before, ulong next) => RowHash.Mix(System.Numerics.BitOperations.RotateLeft(before, 23) + next);

    /// <summary>One of 2^<paramref name="bits"/> buckets, by the top bits.</summary>
    public static int Bucket(ulong hash, int bits) => (int)(hash >> (64 - bits));
}
