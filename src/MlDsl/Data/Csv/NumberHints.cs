using System.Globalization;
using System.Numerics;

namespace MlDsl;

/// <summary>The way out for a text that is no number of its column: which format, type or correction fits its look.</summary>
internal static class NumberHints
{
    private static readonly string[] Infinite = ["∞", "+∞", "-∞", "inf", "+inf", "-inf", "Infinity", "+Infinity", "-Infinity"];

    public static string Of<T>(string text, ColumnSchema column, CsvOptions options) where T : struct, INumberBase<T>
    {
        if (Infinite.Contains(text, StringComparer.OrdinalIgnoreCase)) return "a number is finite: correct it, or give a bound that means as much";
        NumberFormat format = options.ColumnNumbers.GetValueOrDefault(column.Name, options.Numbers);
        if (Plain(text, format) is { } plain) return OfType<T>(plain);
        if (text.FirstOrDefault(static c => char.IsDigit(c) && !char.IsAsciiDigit(c)) is not '\0' and var digit)
            return string.Create(CultureInfo.InvariantCulture, $"'{digit}' (U+{(int)digit:X4}) is no digit from 0 to 9: write those, or convert it by CsvOptions.Converters[\"{column.Name}\"]");
        if (text.Contains('_', StringComparison.Ordinal) || text.Contains("0x", StringComparison.OrdinalIgnoreCase))
            return $"write it in decimal digits alone, or convert it by CsvOptions.Converters[\"{column.Name}\"]";
        return Formats(text, format) ?? $"correct it, or convert it by CsvOptions.Converters[\"{column.Name}\"]";
    }

    // It is a number: so the type is what does not fit.
    private static string OfType<T>(double value) where T : struct, INumberBase<T>
    {
        if (NumberText.IsFractional<T>())
        {
            return typeof(T) == typeof(double) || double.IsInfinity(value)
                ? $"it is beyond the range of {typeof(T).Name}: correct it"
                : $"it is beyond the range of {typeof(T).Name}: correct it, or declare the property as 'double'";
        }
        return value == Math.Floor(value)
            ? $"it is beyond the range of {typeof(T).Name}: correct it, or declare a wider type"
            : "it has a fraction: declare the property as 'float' or 'double', or correct it";
    }

    private static double? Plain(string text, NumberFormat format)
    {
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (format.IsPlain) return double.TryParse(text, Styles, CultureInfo.InvariantCulture, out double value) ? value : null;
        return Read(text, format);
    }

    private static double? Read(string text, NumberFormat format)
    {
        Span<byte> plain = stackalloc byte[FormattedNumber.Room];
        return FormattedNumber.TryWrite(System.Text.Encoding.UTF8.GetBytes(text), format, plain, out int length)
            && double.TryParse(plain[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;
    }

    private static string? Formats(string text, NumberFormat format)
    {
        string symbol = Symbol(text);
        NumberFormat wider = new() { Symbols = symbol.Length > 0 ? [symbol] : [], Percent = PercentSign.Ignored, Parentheses = true, TrailingSign = true };
        double? comma = Read(text, Wider(NumberFormat.DecimalComma)), point = Read(text, Wider(NumberFormat.DecimalPoint));
        if (comma is null && point is null) return null;
        if (!format.IsPlain) return $"it does not fit the format in CsvOptions.Numbers ({format.Said}): correct it, or give the column a format in CsvOptions.ColumnNumbers";
        string more = (symbol.Length > 0 ? $" with Symbols = [\"{Visible.Of(symbol)}\"]" : "")
            + (text.Contains('%', StringComparison.Ordinal) ? " with Percent = PercentSign.Hundredths or Ignored" : "")
            + (text.Contains('(', StringComparison.Ordinal) ? " with Parentheses = true" : "")
            + (text[^1] is '-' or '+' or '\u2212' ? " with TrailingSign = true" : "");
        if (comma == point) return $"set CsvOptions.Numbers to NumberFormat.DecimalPoint or NumberFormat.DecimalComma, as the file's other numbers are written{more}";
        if (comma is null) return $"set CsvOptions.Numbers to NumberFormat.DecimalPoint{more}";
        if (point is null) return $"set CsvOptions.Numbers to NumberFormat.DecimalComma{more}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"say how the file writes numbers: CsvOptions.Numbers = NumberFormat.DecimalComma reads {comma}, NumberFormat.DecimalPoint reads {point}{more}");

        NumberFormat Wider(NumberFormat one) => wider with { DecimalSeparator = one.DecimalSeparator, GroupSeparators = one.GroupSeparators };
    }

    /// <summary>What stands before or behind the number beside signs and blanks, where it looks like a currency or a unit.</summary>
    private static string Symbol(string text)
    {
        int first = text.AsSpan().IndexOfAnyInRange('0', '9'), last = text.AsSpan().LastIndexOfAnyInRange('0', '9');
        if (first < 0) return "";
        string before = Bare(text[..first]), behind = Bare(text[(last + 1)..]);
        string symbol = before.Length > 0 ? before : behind;
        return symbol.Any(static c => char.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol) || (symbol.Length is 2 or 3 && symbol.All(char.IsLetter)) ? symbol : "";

        static string Bare(string part) =>
            string.Concat(part.Where(static c => !char.IsWhiteSpace(c) && c is not ('-' or '+' or '\u2212' or '%' or '(' or ')'))).Trim(',', '.', '\'');
    }
}
