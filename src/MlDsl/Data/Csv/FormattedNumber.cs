using System.Globalization;
using System.Text.Unicode;

namespace MlDsl;

/// <summary>Turns numbers as a <see cref="NumberFormat"/> writes them into the plain form, so that rounding is done in one place.</summary>
internal ref struct FormattedNumber
{
    /// <summary>The longest text that is read.</summary>
    public const int Longest = 256;

    /// <summary>The room that the plain form of such a text needs.</summary>
    public const int Room = Longest + 16;

    private readonly NumberFormat format;
    private ReadOnlySpan<char> rest;
    private bool isSigned, isNegative, hasPercent, hasSymbol;

    private FormattedNumber(ReadOnlySpan<char> text, NumberFormat format)
    {
        rest = text;
        this.format = format;
    }

    /// <summary>Writes the plain form of <paramref name="text"/>; false where it is not a number of that format.</summary>
    public static bool TryWrite(ReadOnlySpan<byte> text, NumberFormat format, Span<byte> plain, out int length)
    {
        length = 0;
        Span<char> characters = stackalloc char[Longest];
        if (Utf8.ToUtf16(text, characters, out _, out int count, replaceInvalidSequences: false) != System.Buffers.OperationStatus.Done) return false;
        // Blanks around the whole are not the number's.
        if (count == 0 || char.IsWhiteSpace(characters[0]) || char.IsWhiteSpace(characters[count - 1])) return false;
        var number = new FormattedNumber(characters[..count], format);
        while (number.TakeMark()) number.rest = number.rest.Trim();
        return number.TryDigits(plain, ref length);
    }

    /// <summary>Takes one mark from the outside, each kind at most once.</summary>
    private bool TakeMark()
    {
        if (rest.IsEmpty) return false;
        (char first, char last) = (rest[0], rest[^1]);
        if (format.Parentheses && !isSigned && rest.Length > 1 && first == '(' && last == ')') return TakeSign('-', rest[1..^1]);
        if (!isSigned && IsSign(first)) return TakeSign(first, rest[1..]);
        if (format.TrailingSign && !isSigned && IsSign(last)) return TakeSign(last, rest[..^1]);
        if (format.Percent != PercentSign.Refused && !hasPercent && (first == '%' || last == '%'))
        {
            rest = last == '%' ? rest[..^1] : rest[1..];
            return hasPercent = true;
        }
        return !hasSymbol && TakeSymbol();
    }

    private bool TakeSign(char sign, ReadOnlySpan<char> others)
    {
        rest = others;
        isNegative = sign != '+';
        return isSigned = true;
    }

    private bool TakeSymbol()
    {
        // The longest one: "US$" before "$".
        string best = "";
        foreach (string symbol in format.Symbols)
        {
            bool stands = rest.StartsWith(symbol, StringComparison.Ordinal) || rest.EndsWith(symbol, StringComparison.Ordinal);
            if (stands && symbol.Length > best.Length) best = symbol;
        }
        if (best.Length == 0) return false;
        rest = rest.StartsWith(best, StringComparison.Ordinal) ? rest[best.Length..] : rest[..^best.Length];
        return hasSymbol = true;
    }

    private readonly bool TryDigits(Span<byte> plain, ref int length)
    {
        int exponentAt = rest.IndexOfAny('e', 'E');
        ReadOnlySpan<char> mantissa = exponentAt < 0 ? rest : rest[..exponentAt];
        int exponent = 0;
        if (exponentAt >= 0 && (rest.Length - exponentAt > 6
            || !int.TryParse(rest[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))) return false;

        int point = mantissa.IndexOf(format.DecimalSeparator);
        ReadOnlySpan<char> whole = point < 0 ? mantissa : mantissa[..point], decimals = point < 0 ? [] : mantissa[(point + 1)..];
        if ((whole.IsEmpty && decimals.IsEmpty) || !IsGrouped(whole)) return false;
        if (isNegative) plain[length++] = (byte)'-';
        foreach (char c in whole)
        {
            if (char.IsAsciiDigit(c)) plain[length++] = (byte)c;
        }
        if (!decimals.IsEmpty) plain[length++] = (byte)'.';
        foreach (char c in decimals)
        {
            if (!char.IsAsciiDigit(c)) return false;
            plain[length++] = (byte)c;
        }
        if (hasPercent && format.Percent == PercentSign.Hundredths) exponent -= 2;
        if (exponent == 0) return true;
        plain[length++] = (byte)'e';
        bool written = exponent.TryFormat(plain[length..], out int digits, default, CultureInfo.InvariantCulture);
        length += digits;
        return written;
    }

    /// <summary>Whether the whole is digits, or groups of the right sizes with one separator throughout.</summary>
    private readonly bool IsGrouped(ReadOnlySpan<char> whole)
    {
        (char separator, int group, int digits) = ('\0', 0, 0);
        for (int i = whole.Length - 1; i >= 0; i--)
        {
            char c = whole[i];
            if (char.IsAsciiDigit(c))
            {
                digits++;
                continue;
            }
            if (!format.GroupSeparators.Contains(c) || (separator != '\0' && c != separator) || digits != Size(group)) return false;
            (separator, digits, group) = (c, 0, group + 1);
        }
        return separator == '\0' || (digits > 0 && digits <= Size(group));
    }

    private readonly int Size(int group) => format.GroupSizes[Math.Min(group, format.GroupSizes.Count - 1)];

    private static bool IsSign(char c) => c is '-' or '+' or '\u2212';
}
