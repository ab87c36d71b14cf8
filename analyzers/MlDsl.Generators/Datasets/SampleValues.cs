using System.Globalization;
using Microsoft.CodeAnalysis;
using MlDsl.Generators.Columns;

namespace MlDsl.Generators.Datasets;

/// <summary>Whether the run-time reader would take a text as a value. Where the two could differ, it says yes.</summary>
internal static class SampleValues
{
    private const int DateLength = 10, MostDecimals = 7;
    private const NumberStyles Decimals = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly string[] Flags = ["true", "t", "yes", "y", "on", "1", "false", "f", "no", "n", "off", "0"];
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF"];

    public static bool Fits(string text, ColumnType type, ITypeSymbol symbol) => type.Kind switch
    {
        // How a list is cut depends on options that only the reader has.
        ValueKind.Text or ValueKind.Vector => true,
        ValueKind.Character => text.Length == 1,
        ValueKind.Guid => Guid.TryParse(text, out _),
        ValueKind.TimeOnly or ValueKind.TimeSpan => text.IndexOfAny([':', 'T']) >= 0 || text.StartsWith("P", StringComparison.Ordinal),
        ValueKind.Flag => Flags.Contains(text, StringComparer.OrdinalIgnoreCase) || Whole(text) is "0" or "1",
        ValueKind.Enumeration => IsMember(text, symbol) || IsNumber(text, NumberStyles.AllowLeadingSign),
        ValueKind.Integer => Whole(text) is { } whole && type.IntegerLiteral(whole) is not null,
        ValueKind.Floating => IsNumber(text, Decimals),
        ValueKind.DateOnly => IsDate(text, isDateOnly: true),
        _ => IsDate(WithoutOffset(text), isDateOnly: false),
    };

    /// <summary>Whether a date and time says its offset.</summary>
    public static bool HasOffset(string text) => WithoutOffset(text) != text;

    // Aliases count, too: the column's type keeps one name per value only.
    private static bool IsMember(string text, ITypeSymbol symbol)
    {
        ITypeSymbol type = symbol is INamedTypeSymbol { TypeKind: not TypeKind.Enum, TypeArguments: [{ } argument] } ? argument : symbol;
        return type.GetMembers().Any(m => m is IFieldSymbol { HasConstantValue: true } && string.Equals(m.Name, text, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsNumber(string text, NumberStyles styles) =>
        double.TryParse(text, styles, CultureInfo.InvariantCulture, out double value) && !double.IsInfinity(value) && !double.IsNaN(value);

    // 1.0 and 1e3 are integers, 1.5 is none.
    private static string? Whole(string text) =>
        decimal.TryParse(text, Decimals, CultureInfo.InvariantCulture, out decimal value) && value == decimal.Truncate(value)
            ? decimal.Truncate(value).ToString(CultureInfo.InvariantCulture)
            : null;

    // What 100 ns do not hold is cut off.
    private static string WithoutNanoseconds(string text)
    {
        int point = text.IndexOf('.'), end = point + 1 + MostDecimals;
        return point > 0 && text.Length > end && text.Skip(end).All(char.IsDigit) ? text.Substring(0, end) : text;
    }

    // ISO 8601, with a blank in place of the T if need be.
    private static bool IsDate(string text, bool isDateOnly)
    {
        string normal = text.Length > DateLength && text[DateLength] is ' ' or 't'
            ? text.Substring(0, DateLength) + "T" + text.Substring(DateLength + 1)
            : text;
        return DateTime.TryParseExact(WithoutNanoseconds(normal.Replace(',', '.')), Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime value)
            && (!isDateOnly || value.TimeOfDay == TimeSpan.Zero);
    }

    private static string WithoutOffset(string text)
    {
        if (text.Length <= DateLength) return text;
        if (text[text.Length - 1] is 'Z' or 'z') return text.Substring(0, text.Length - 1);
        int sign = text.LastIndexOfAny(['+', '-']);
        bool isOffset = sign > DateLength && text.Length - sign is 3 or 5 or 6 && text.Skip(sign + 1).All(static c => char.IsDigit(c) || c == ':');
        return isOffset ? text.Substring(0, sign) : text;
    }
}
