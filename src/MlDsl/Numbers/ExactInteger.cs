using System.Globalization;
using System.Numerics;

namespace MlDsl;

/// <summary>Integers that are written as decimal numbers: <c>1.0</c>, <c>1e3</c>, <c>2.50e1</c>. What has a fraction is no integer.</summary>
internal static class ExactInteger
{
    // The longest integer type has 20 digits; zeros around them are not counted.
    private const int MostDigits = 20;

    /// <summary>Whether the whole of <paramref name="text"/> is a decimal number whose value is a <typeparamref name="T"/>.</summary>
    public static bool TryRead<T>(ReadOnlySpan<byte> text, out T value) where T : struct, INumberBase<T>
    {
        value = default;
        Span<byte> digits = stackalloc byte[MostDigits + 1];
        (int count, int power, int at, bool any) = (0, 0, 0, false);
        bool hasPoint = false, negative = text is [(byte)'-', ..];
        if (text is [(byte)'-' or (byte)'+', ..]) at = 1;
        // Zeros at the end wait until a digit follows them.
        int zeros = 0;
        for (; at < text.Length; at++)
        {
            byte c = text[at];
            if (c == '.' && !hasPoint)
            {
                hasPoint = true;
                continue;
            }
            if (!char.IsAsciiDigit((char)c)) break;
            any = true;
            if (hasPoint) power--;
            if (c == '0')
            {
                if (count > 0) zeros++;
                continue;
            }
            if (count + zeros >= MostDigits) return false;
            digits.Slice(count, zeros).Fill((byte)'0');
            count += zeros;
            zeros = 0;
            digits[count++] = c;
        }
        int exponent = 0;
        if (!any || (at < text.Length && !TryExponent(text[at..], out exponent))) return false;
        if (count == 0) return true;
        // The digits stand for themselves times ten to the power of the zeros and the exponent.
        long shift = (long)zeros + power + exponent;
        if (shift < 0 || count + shift > MostDigits) return false;
        digits.Slice(count, (int)shift).Fill((byte)'0');
        Span<byte> whole = stackalloc byte[MostDigits + 1];
        whole[0] = (byte)'-';
        int length = count + (int)shift;
        digits[..length].CopyTo(whole[1..]);
        return T.TryParse(negative ? whole[..(length + 1)] : whole.Slice(1, length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        return text.Length is > 1 and <= 6 && (text[0] | 0x20) == 'e'
            && int.TryParse(text[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent);
    }
}
