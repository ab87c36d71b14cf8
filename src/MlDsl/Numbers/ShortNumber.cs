using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlDsl;

/// <summary>
/// Up to eight digits with at most one point among them, all at once in one 64-bit word: no loop, so no branch to mispredict on the
/// length of a number. Anything else is left to the general way.
/// </summary>
internal static class ShortNumber
{
    private const ulong Zeros = 0x3030303030303030, Points = 0x2E2E2E2E2E2E2E2E, Nibbles = 0xF0F0F0F0F0F0F0F0;
    private const ulong Low = 0x0101010101010101, High = 0x8080808080808080;

    /// <summary>Reads eight bytes from where <paramref name="text"/> begins, so as many must be there, whatever its length.</summary>
    /// <param name="text">The text.</param>
    /// <param name="digits">The number without its point.</param>
    /// <param name="decimals">The digits behind the point, 0 to 7.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ReadOnlySpan<byte> text, out ulong digits, out int decimals)
    {
        (digits, decimals) = (0, 0);
        int length = text.Length;
        if ((uint)(length - 1) > 7 || !BitConverter.IsLittleEndian) return false;
        // The text moves to the word's end; zeros come before it. Two shifts, because one by 64 would be one by 0.
        ulong word = Unsafe.ReadUnaligned<ulong>(ref MemoryMarshal.GetReference(text)) << (8 * (8 - length));
        word |= Zeros >> (4 * length) >> (4 * length);
        ulong unlike = word ^ Points, points = (unlike - Low) & ~unlike & High;
        if (points != 0)
        {
            if (length == 1) return false;
            // What is before the first point closes up; a second point is no digit.
            int place = System.Numerics.BitOperations.TrailingZeroCount(points) & ~7;
            ulong before = word & ((1UL << place) - 1);
            word = (word & (ulong.MaxValue << place << 8)) | (before << 8) | '0';
            decimals = 7 - (place >> 3);
        }
        if (((word & Nibbles) ^ Zeros) != 0 || (((word + 0x0606060606060606) & Nibbles) ^ Zeros) != 0) return false;
        // Digits to pairs, pairs to fours, fours to eight.
        word = ((word & 0x0F0F0F0F0F0F0F0F) * 2561) >> 8;
        word = ((word & 0x00FF00FF00FF00FF) * 6553601) >> 16;
        digits = ((word & 0x0000FFFF0000FFFF) * 42949672960001) >> 32;
        return true;
    }
}
