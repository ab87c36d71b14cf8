using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlDsl;

/// <summary>
/// Up to eight digits with at most one point among them, all at once in one 64-bit word: no loop and no branch on the length of a number or on the
/// place of its point. Anything else is left to others.
/// </summary>
internal static class ShortNumber
{
    /// <summary>The most characters.</summary>
    public const int Longest = 8;

    /// <summary>The place of the point of a number without one.</summary>
    public const int NoPoint = 8;

    private const ulong Zeros = 0x3030303030303030, Points = 0x1E1E1E1E1E1E1E1E, Low = 0x0101010101010101, High = 0x8080808080808080;

    /// <summary>Whether a word's bytes are in the order of its text.</summary>
    public static bool IsSupported => BitConverter.IsLittleEndian;

    // Of a word with its point at each byte, the bytes that stand behind it; all of one without.
    private static ReadOnlySpan<ulong> Decimals =>
    [
        0xFFFFFFFFFFFFFF00, 0xFFFFFFFFFFFF0000, 0xFFFFFFFFFF000000, 0xFFFFFFFF00000000, 0xFFFFFF0000000000, 0xFFFF000000000000, 0xFF00000000000000, 0, ulong.MaxValue,
    ];

    /// <summary>Reads eight bytes from where a text begins, so as many must be there, whatever its length.</summary>
    /// <param name="first">Where it begins.</param>
    /// <param name="length">Its length, 1 to <see cref="Longest"/>.</param>
    /// <param name="digits">The number without its point.</param>
    /// <param name="point">Where the point stands: 7 less the decimals; <see cref="NoPoint"/> where there is none.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ref byte first, int length, out uint digits, out int point)
    {
        // A digit becomes its value, and the text moves to the word's end; zeros come before it. The shift counts modulo 64.
        ulong word = (Unsafe.ReadUnaligned<ulong>(ref first) ^ Zeros) << (-8 * length);
        ulong unlike = word ^ Points, points = (unlike - Low) & ~unlike & High;
        point = BitOperations.TrailingZeroCount(points) >> 3;
        // What stands before the point closes up; a second point is no digit.
        ulong decimals = Unsafe.Add(ref MemoryMarshal.GetReference(Decimals), (nuint)point);
        word = (word & decimals) | ((word << 8) & ~decimals);
        // Digits to pairs, pairs to fours, fours to eight.
        ulong pairs = (word * 2561) >> 8, fours = ((pairs & 0x00FF00FF00FF00FF) * 6553601) >> 16;
        digits = (uint)(((fours & 0x0000FFFF0000FFFF) * 42949672960001) >> 32);
        // A point alone is no number.
        return (((word + 0x7676767676767676) | word) & High) == 0 && length + (point >> 3) > 1;
    }
}
