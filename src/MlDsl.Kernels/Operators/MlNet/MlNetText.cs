using System.Text;

namespace MlDsl.Kernels.Operators;

/// <summary>
/// What ML.NET reads in texts where it converts them: empty ones are 0, what is no number is missing, 0, or refused, as the type has it. One of its
/// habits is kept, because models have learned by it: behind spaces only a single digit is a number for floating-point types.
/// </summary>
internal static class MlNetText
{
    private const string Infinity = "Infinity";

    /// <summary>A number in single precision; NaN where there is none.</summary>
    public static float Single(ReadOnlySpan<char> text, PowersOfTen powers) => Known(text, out DecimalText number) is { } known ? known : powers.Single(number);

    /// <summary>A number in double precision; NaN where there is none.</summary>
    public static double Double(ReadOnlySpan<char> text, PowersOfTen powers) => Known(text, out DecimalText number) is { } known ? known : powers.Double(number);

    /// <summary>A whole number between the largest one's negative less 1 and the largest one; null where there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="largest">One less than a power of two.</param>
    public static long? Signed(ReadOnlySpan<char> text, long largest)
    {
        bool isNegative = text is ['-', _, ..];
        ulong most = isNegative ? (ulong)largest + 1 : (ulong)largest;
        return Digits(isNegative ? text[1..] : text) is { } digits && digits <= most ? isNegative ? unchecked(-(long)digits) : (long)digits : null;
    }

    /// <summary>A whole number up to the largest one; 0 where there is none.</summary>
    public static ulong Unsigned(ReadOnlySpan<char> text, ulong largest) => Digits(text) is { } digits && digits <= largest ? digits : 0;

    /// <summary>The key of a number from 0 on; 0 where it has none.</summary>
    public static long Key(ReadOnlySpan<char> text, long count) => !text.IsEmpty && Digits(text) is { } digits && digits < (ulong)count ? (long)digits + 1 : 0;

    /// <summary>Whether it is a yes: one of ML.NET's words for it, in letters of any size.</summary>
    public static bool Truth(ReadOnlySpan<char> text) => text.Length switch
    {
        1 => text[0] is 'T' or 't' or 'Y' or 'y' or '1' or '+',
        2 => text is "+1",
        3 => Ascii.EqualsIgnoreCase(text, "yes"),
        4 => Ascii.EqualsIgnoreCase(text, "true"),
        _ => false,
    };

    // What is known without arithmetic, or else the number.
    private static float? Known(ReadOnlySpan<char> text, out DecimalText number)
    {
        number = default;
        ReadOnlySpan<char> rest = text.TrimStart();
        if (rest.IsEmpty) return 0;
        if (rest.Length == 1) return char.IsAsciiDigit(rest[0]) ? rest[0] - '0' : rest[0] == '\u221E' && rest.Length == text.Length ? float.PositiveInfinity : float.NaN;
        int length;
        float? known = null;
        if (DecimalText.Find(rest) is { } found) (number, length) = (found, found.Length);
        else if (Named(rest) is { Length: > 0 } named) (known, length) = (named.Value, named.Length);
        else return float.NaN;

        // From where it ends, counted from the text's beginning and not from where the number begins.
        return text[length..].IsWhiteSpace() ? known : float.NaN;
    }

    private static (float Value, int Length) Named(ReadOnlySpan<char> text)
    {
        bool isNegative = text[0] == '-';
        ReadOnlySpan<char> name = isNegative ? text[1..] : text;
        int length = name is ['\u221E', ..] ? 1 : name.StartsWith(Infinity, StringComparison.Ordinal) ? Infinity.Length : 0;
        return length == 0 ? default : (isNegative ? float.NegativeInfinity : float.PositiveInfinity, length + (isNegative ? 1 : 0));
    }

    // Nothing but digits, of which none are 0; null for others and for what 64 bits do not hold.
    private static ulong? Digits(ReadOnlySpan<char> text)
    {
        ulong value = 0;
        foreach (char character in text)
        {
            if (!char.IsAsciiDigit(character) || Math.BigMul(value, 10, out ulong shifted) != 0 || shifted > ulong.MaxValue - (ulong)(character - '0')) return null;
            value = shifted + (ulong)(character - '0');
        }
        return value;
    }
}
