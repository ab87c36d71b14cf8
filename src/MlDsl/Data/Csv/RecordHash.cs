using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlDsl;

/// <summary>
/// A 64-bit hash of a record's text, by which records that occur twice are found within one process: products of 128 bits folded to 64, as in
/// wyhash (Wang Yi, 2019). It is kept in no file.
/// </summary>
internal static class RecordHash
{
    private const ulong First = 0xA0761D6478BD642F, Second = 0xE7037ED1A0B428DB, Third = 0x8EBC6AF09C88C6E3;

    public static ulong Of(ReadOnlySpan<byte> text)
    {
        ref byte at = ref MemoryMarshal.GetReference(text);
        int left = text.Length;
        ulong hash = Fold((ulong)left ^ First, Second);
        if (left > 32)
        {
            // Two sums that do not wait for each other.
            ulong other = Third;
            for (; left > 32; left -= 32, at = ref Unsafe.Add(ref at, 32))
            {
                hash = Fold(Word(ref at, 0) ^ First, Word(ref at, 8) ^ hash);
                other = Fold(Word(ref at, 16) ^ Second, Word(ref at, 24) ^ other);
            }
            hash ^= other;
        }
        for (; left > 16; left -= 16, at = ref Unsafe.Add(ref at, 16)) hash = Fold(Word(ref at, 0) ^ Second, Word(ref at, 8) ^ hash);
        // The last bytes as two words that may overlap.
        ulong begin = TextPool.Word(ref at, Math.Min(left, 8)), end = left > 8 ? Word(ref at, left - 8) : 0;
        return Fold(Third, Fold(begin ^ Third, end ^ hash));
    }

    private static ulong Word(ref byte at, int offset) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref at, offset));

    private static ulong Fold(ulong left, ulong right)
    {
        ulong high = Math.BigMul(left, right, out ulong low);
        return high ^ low;
    }
}
