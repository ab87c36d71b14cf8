using System.Globalization;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels.Operators;

/// <summary>Numbers as text and back, as ONNX Runtime writes and reads them: C's <c>%.8g</c>, also for double.</summary>
internal static class CastText
{
    /// <summary>The smallest number that 24 bits round to a normal float: C takes no smaller one whose digits do not all fit.</summary>
    public const double LeastNormal = (double)SmallestNormal * (1 - (1.0 / (1 << 25)));

    private const float SmallestNormal = 1.17549435e-38f;

    public static void Format<T>(ReadOnlySpan<T> from, Span<string> to)
    {
        for (int i = 0; i < from.Length; i++) to[i] = Format(from[i]);
    }

    public static void Parse<T>(ReadOnlySpan<string> from, Span<T> to)
    {
        for (int i = 0; i < from.Length; i++) to[i] = Parse<T>(from[i]);
    }

    private static string Format<T>(T value) => value switch
    {
        float number => Shortened(number),
        double number => Shortened(number),
        Half number => Shortened((double)number),
        bool truth => truth ? "1" : "0",
        IFormattable whole => whole.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new OperatorException($"{typeof(T).Name} is no element type"),
    };

    // Eight digits, without zeros at the end; in scientific notation where the exponent is below -4 or eight digits do not reach the point.
    private static string Shortened(double value)
    {
        if (double.IsNaN(value)) return "NaN";
        if (double.IsInfinity(value)) return value > 0 ? "INF" : "-INF";
        string scientific = value.ToString("E7", CultureInfo.InvariantCulture);
        int mark = scientific.IndexOf('E', StringComparison.Ordinal);
        int exponent = int.Parse(scientific.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string sign = scientific[0] == '-' ? "-" : "";
        string all = scientific[sign.Length..mark].Replace(".", "", StringComparison.Ordinal).TrimEnd('0');
        if (all.Length == 0) return sign + "0";
        if (exponent < -4 || exponent > 7)
        {
            string power = $"e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
            return sign + all[..1] + (all.Length > 1 ? "." + all[1..] : "") + power;
        }
        if (exponent < 0) return sign + "0." + new string('0', -exponent - 1) + all;
        string whole = all.PadRight(exponent + 1, '0');
        return sign + whole[..(exponent + 1)] + (whole.Length > exponent + 1 ? "." + whole[(exponent + 1)..] : "");
    }

    /// <summary>A number as C's <c>%f</c> writes it: six digits behind the point, never a power of ten.</summary>
    public static string Fixed(float value)
    {
        string sign = float.IsNegative(value) ? "-" : "";
        return float.IsNaN(value) ? sign + "nan" : float.IsInfinity(value) ? sign + "inf" : ((double)value).ToString("F6", CultureInfo.InvariantCulture);
    }

    /// <summary>The number that a text begins with, rounded once, as C's <c>strtof</c> reads it. One that is too small for all its digits is refused.</summary>
    /// <exception cref="OperatorException">The text is no number, or no float is near it.</exception>
    public static float Single(string text)
    {
        ReadOnlySpan<char> rest = Trimmed(text);
        if (Named(rest) is { } named) return (float)named;
        int sign = SignLength(rest);
        if (HexText.Begins(rest[sign..])) return HexText.Single(rest[sign..]) is { } found ? rest[0] == '-' ? -found : found : throw NoNumber(text);
        ReadOnlySpan<char> number = Decimal(text, rest);
        float value = float.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
        bool isTiny = MathF.Abs(value) <= SmallestNormal && !IsZero(number) && Math.Abs(double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture)) < LeastNormal;
        return float.IsFinite(value) && !isTiny ? value : throw NoNumber(text);
    }

    /// <summary>The whole number that a text begins with.</summary>
    /// <exception cref="OperatorException">The text is no number, or one beyond 64 bits.</exception>
    public static long Whole(string text) => Signed(text, Trimmed(text));

    private static ReadOnlySpan<char> Trimmed(string text)
    {
        int start = 0;
        while (start < text.Length && text[start] is ' ' or (>= '\t' and <= '\r')) start++;
        return text.AsSpan(start);
    }

    private static T Parse<T>(string text)
    {
        ReadOnlySpan<char> rest = Trimmed(text);
        if (typeof(T) == typeof(double)) return As<double, T>(Real(text, rest));
        if (typeof(T) == typeof(float)) return As<float, T>((float)Real(text, rest));
        if (typeof(T) == typeof(Half)) return As<Half, T>((Half)(float)Real(text, rest));
        if (typeof(T) == typeof(long)) return As<long, T>(Signed(text, rest));
        if (typeof(T) == typeof(int)) return As<int, T>((int)Signed(text, rest));
        if (typeof(T) == typeof(short)) return As<short, T>((short)Signed(text, rest));
        if (typeof(T) == typeof(sbyte)) return As<sbyte, T>((sbyte)Signed(text, rest));
        if (typeof(T) == typeof(ulong)) return As<ulong, T>(Unsigned(text, rest));
        if (typeof(T) == typeof(uint)) return As<uint, T>((uint)Unsigned(text, rest));
        if (typeof(T) == typeof(ushort)) return As<ushort, T>((ushort)Unsigned(text, rest));
        if (typeof(T) == typeof(byte)) return As<byte, T>((byte)Unsigned(text, rest));
        return typeof(T) == typeof(bool) ? As<bool, T>(Unsigned(text, rest) != 0) : throw new OperatorException($"{typeof(T).Name} is no element type");
    }

    // A cast by way of object is a box where the just-in-time compiler does not look closely.
    private static TTo As<TFrom, TTo>(TFrom value) => Unsafe.As<TFrom, TTo>(ref value);

    private static double Real(string text, ReadOnlySpan<char> rest)
    {
        if (Named(rest) is { } named) return named;
        double value = double.Parse(Decimal(text, rest), NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(value) ? value : throw NoNumber(text);
    }

    private static double? Named(ReadOnlySpan<char> rest)
    {
        int sign = SignLength(rest);
        if (rest[sign..].StartsWith("inf", StringComparison.OrdinalIgnoreCase)) return rest[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        return rest[sign..].StartsWith("nan", StringComparison.OrdinalIgnoreCase) ? double.NaN : null;
    }

    // What follows a number is ignored, as C does it; hexadecimal numbers are refused before their zero is taken for all of them.
    private static ReadOnlySpan<char> Decimal(string text, ReadOnlySpan<char> rest)
    {
        int sign = SignLength(rest), at = sign;
        if (rest[sign..].StartsWith("0x", StringComparison.OrdinalIgnoreCase)) throw NoNumber(text);
        int digits = Digits(rest[at..]);
        at += digits;
        if (at < rest.Length && rest[at] == '.')
        {
            int behind = Digits(rest[(at + 1)..]);
            (at, digits) = (at + 1 + behind, digits + behind);
        }
        if (digits == 0) throw NoNumber(text);
        if (at < rest.Length && rest[at] is 'e' or 'E')
        {
            int power = at + 1 + SignLength(rest[(at + 1)..]), exponent = Digits(rest[power..]);
            if (exponent > 0) at = power + exponent;
        }
        return rest[..at];
    }

    private static bool IsZero(ReadOnlySpan<char> number)
    {
        foreach (char c in number)
        {
            if (c is 'e' or 'E') break;
            if (c is >= '1' and <= '9') return false;
        }
        return true;
    }

    private static long Signed(string text, ReadOnlySpan<char> rest)
    {
        int end = SignLength(rest) + Digits(rest[SignLength(rest)..]);
        return long.TryParse(rest[..end], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : throw NoNumber(text);
    }

    // A minus sign counts backwards from 2⁶⁴.
    private static ulong Unsigned(string text, ReadOnlySpan<char> rest)
    {
        int sign = SignLength(rest), end = sign + Digits(rest[sign..]);
        if (!ulong.TryParse(rest[sign..end], NumberStyles.None, CultureInfo.InvariantCulture, out ulong value)) throw NoNumber(text);
        return rest[0] == '-' ? 0 - value : value;
    }

    private static int SignLength(ReadOnlySpan<char> text) => text.Length > 0 && text[0] is '+' or '-' ? 1 : 0;

    private static int Digits(ReadOnlySpan<char> text)
    {
        int end = 0;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        return end;
    }

    private static OperatorException NoNumber(string text) => new($"'{text}' is no number of the type it is cast to");
}
