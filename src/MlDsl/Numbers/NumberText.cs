using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlDsl;

/// <summary>
/// Numbers from UTF-8 text in the invariant culture, correctly rounded. Short decimal numbers take Clinger's fast path: a mantissa
/// below 2⁵³ and a power of ten up to 10²² are exact doubles, so one multiplication or division rounds once. Others go to the framework.
/// </summary>
/// <remarks>W. D. Clinger, "How to read floating point numbers accurately", PLDI 1990.</remarks>
internal static class NumberText
{
    private static ReadOnlySpan<double> PowersOfTen =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>Whether the whole of <paramref name="text"/> is a finite <typeparamref name="T"/>.</summary>
    public static bool TryRead<T>(ReadOnlySpan<byte> text, out T value) where T : struct, INumberBase<T>
    {
        // The type is known to the JIT: one of the branches remains.
        if (typeof(T) == typeof(float) && TryDecimal(text, out double wide) && TryNarrow(wide, out float narrow))
        {
            value = Unsafe.BitCast<float, T>(narrow);
            return true;
        }
        if (typeof(T) == typeof(double) && TryDecimal(text, out wide))
        {
            value = Unsafe.BitCast<double, T>(wide);
            return true;
        }
        if (typeof(T) == typeof(int) && TryInteger(text, out long integer) && integer is >= int.MinValue and <= int.MaxValue)
        {
            value = Unsafe.BitCast<int, T>((int)integer);
            return true;
        }
        if (typeof(T) == typeof(long) && TryInteger(text, out integer))
        {
            value = Unsafe.BitCast<long, T>(integer);
            return true;
        }
        if (!IsFractional<T>()) return ExactInteger.TryRead(text, out value);
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return T.TryParse(text, Styles, CultureInfo.InvariantCulture, out value) && T.IsFinite(value);
    }

    /// <summary>The same for a text from whose begin <see cref="PaddedNumber.Reach"/> bytes can be read, whatever its length: a buffer that is longer than what is read of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryReadPadded<T>(ReadOnlySpan<byte> text, out T value) where T : struct, INumberBase<T> =>
        PaddedNumber.TryRead(text, out value) || TryRead(text, out value);

    /// <summary>Whether <typeparamref name="T"/> has fractions: a floating type or <see cref="decimal"/>.</summary>
    public static bool IsFractional<T>() =>
        typeof(T) == typeof(float) || typeof(T) == typeof(double) || typeof(T) == typeof(decimal) || typeof(T) == typeof(Half);

    private static bool TryInteger(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        int at = 0;
        bool negative = false;
        if (text.Length > 0 && text[0] is (byte)'-' or (byte)'+')
        {
            negative = text[0] == (byte)'-';
            at = 1;
        }
        // 18 digits never overflow.
        if (at == text.Length || text.Length - at > 18) return false;
        for (; at < text.Length; at++)
        {
            uint digit = text[at] - (uint)'0';
            if (digit > 9) return false;
            value = value * 10 + digit;
        }
        if (negative) value = -value;
        return true;
    }

    private static bool TryDecimal(ReadOnlySpan<byte> text, out double value)
    {
        ulong mantissa = 0;
        int at = 0, digits = 0, power = 0;
        bool negative = false;
        value = 0;
        // 18 digits and a sign fit; longer texts are the framework's.
        if ((uint)(text.Length - 1) > 18) return false;
        if (text[0] is (byte)'-' or (byte)'+')
        {
            negative = text[0] == '-';
            at = 1;
        }
        for (; at < text.Length; at++, digits++)
        {
            uint digit = text[at] - (uint)'0';
            if (digit > 9) break;
            mantissa = mantissa * 10 + digit;
        }
        if (at < text.Length && text[at] == '.')
        {
            int point = ++at;
            for (; at < text.Length; at++)
            {
                uint digit = text[at] - (uint)'0';
                if (digit > 9) break;
                mantissa = mantissa * 10 + digit;
            }
            power = point - at;
            digits -= power;
        }
        if (digits == 0 || mantissa > 1UL << 53 || (at < text.Length && !TryExponent(text[at..], ref power))) return false;
        value = (long)mantissa;
        if (power != 0 && !TryScale(ref value, power)) return false;
        if (negative) value = -value;
        return true;
    }

    private static bool TryScale(ref double value, int power)
    {
        if (power is < -22 or > 22) return false;
        value = power < 0 ? value / PowersOfTen[-power] : value * PowersOfTen[power];
        return true;
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, ref int power)
    {
        if (text.Length > 6 || (text[0] | 0x20) != 'e' || !TryInteger(text[1..], out long exponent)) return false;
        power += (int)exponent;
        return true;
    }

    /// <summary>
    /// Rounding twice is rounding once unless the double lies exactly between two floats: then what was lost decides. Between normal
    /// floats, that is when the 29 bits that go are 1000….
    /// </summary>
    private static bool TryNarrow(double wide, out float narrow)
    {
        narrow = (float)wide;
        ulong lost = BitConverter.DoubleToUInt64Bits(wide) & 0x1FFF_FFFF;
        return lost != 0x1000_0000 && float.IsFinite(narrow);
    }
}
