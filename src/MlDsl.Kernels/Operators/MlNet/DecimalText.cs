namespace MlDsl.Kernels.Operators;

/// <summary>
/// A decimal number at the beginning of a text, as ML.NET finds it: digits that no longer fit 64 bits count by their place before the point and
/// not at all behind it.
/// </summary>
/// <param name="IsNegative">Whether a minus stands before it.</param>
/// <param name="Digits">Its digits as a whole number.</param>
/// <param name="Exponent">The power of ten that the digits are multiplied with.</param>
/// <param name="Length">How many characters it has.</param>
internal readonly record struct DecimalText(bool IsNegative, ulong Digits, long Exponent, int Length)
{
    private const ulong MostDigits = (ulong.MaxValue - 9) / 10;
    private const long MostExponent = long.MaxValue / 100;

    /// <summary>Finds it; null where the text begins with none.</summary>
    public static DecimalText? Find(ReadOnlySpan<char> text)
    {
        bool isNegative = text is ['-', ..];
        int at = isNegative || text is ['+', ..] ? 1 : 0, count = 0;
        ulong digits = 0;
        long exponent = 0;
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++, count++)
        {
            if (digits < MostDigits) digits = (10 * digits) + Digit(text[at]);
            else exponent++;
        }
        if (at < text.Length && text[at] == '.')
        {
            for (at++; at < text.Length && char.IsAsciiDigit(text[at]); at++, count++)
            {
                if (digits >= MostDigits) continue;
                digits = (10 * digits) + Digit(text[at]);
                exponent--;
            }
        }
        if (count == 0) return null;
        var (power, length) = Power(text[at..]);
        return new DecimalText(isNegative, digits, exponent + power, at + length);
    }

    // What is no whole exponent is none of the number.
    private static (long Power, int Length) Power(ReadOnlySpan<char> text)
    {
        if (text is not ['e' or 'E', ..]) return default;
        bool isNegative = text is [_, '-', ..];
        int start = isNegative || text is [_, '+', ..] ? 2 : 1, at = start;
        long power = 0;
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
            if (power < MostExponent) power = (10 * power) + (long)Digit(text[at]);
        return at == start ? default : (isNegative ? -power : power, at);
    }

    private static ulong Digit(char character) => (ulong)(character - '0');
}
