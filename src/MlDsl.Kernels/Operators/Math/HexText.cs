using System.Globalization;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>Hexadecimal numbers, such as <c>0x1A</c> and <c>-0x1.8p-3</c>, as C's <c>strtof</c> reads them.</summary>
internal static class HexText
{
    // No float is near a number with such a power, however many digits it has.
    private const long FarExponent = 1 << 20;

    public static bool Begins(ReadOnlySpan<char> unsigned) => unsigned.StartsWith("0x", StringComparison.OrdinalIgnoreCase);

    /// <summary>The number that a text without sign begins with, rounded once; null for one that is too large, or too small for all its digits.</summary>
    public static float? Single(ReadOnlySpan<char> unsigned)
    {
        // Sixteen digits are enough to round by, if it is known whether anything but zeros follows.
        ulong mantissa = 0;
        long exponent = 0;
        bool isBehindPoint = false, isMore = false;
        int at = 2;
        for (; at < unsigned.Length; at++)
        {
            char c = unsigned[at];
            bool isPoint = c == '.' && !isBehindPoint;
            if (!isPoint && !char.IsAsciiHexDigit(c)) break;
            isBehindPoint |= isPoint;
            if (isPoint) continue;
            ulong digit = (ulong)(char.IsAsciiDigit(c) ? c - '0' : (c | ' ') - 'a' + 10);
            bool fits = mantissa < 1UL << 56;
            if (fits) mantissa = (mantissa * 16) + digit;
            else isMore |= digit != 0;
            exponent += isBehindPoint ? (fits ? -4 : 0) : fits ? 0 : 4;
        }
        return mantissa == 0 ? 0f : Round(mantissa, exponent + Power(unsigned[at..]), isMore);
    }

    private static float? Round(ulong mantissa, long exponent, bool isMore)
    {
        // 24 bits, of numbers below the normal ones fewer.
        int bits = 64 - BitOperations.LeadingZeroCount(mantissa);
        long top = bits - 1 + exponent;
        int precision = (int)Math.Clamp(top + 150, 0, 24), cut = bits - precision;
        if (top > 127 || precision == 0) return null;
        bool isTiny = Math.ScaleB(mantissa, (int)exponent) < CastText.LeastNormal;
        if (cut > 0)
        {
            ulong rest = mantissa & ((1UL << cut) - 1), half = 1UL << (cut - 1);
            mantissa >>= cut;
            exponent += cut;
            if (rest > half || (rest == half && (isMore || mantissa % 2 == 1))) mantissa++;
            isMore |= rest != 0;
        }
        if (isMore && isTiny) return null;
        double value = Math.ScaleB(mantissa, (int)exponent);
        return value <= float.MaxValue ? (float)value : null;
    }

    private static long Power(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || (text[0] | ' ') != 'p') return 0;
        int start = text.Length > 1 && text[1] is '+' or '-' ? 2 : 1, end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        if (end == start) return 0;
        long power = long.TryParse(text[start..end], NumberStyles.None, CultureInfo.InvariantCulture, out long given) ? Math.Min(given, FarExponent) : FarExponent;
        return text[1] == '-' ? -power : power;
    }
}
