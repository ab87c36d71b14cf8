using System.Globalization;
using System.Text;

namespace MlDsl.Tool.Scaffolding;

/// <summary>Texts as numbers and times, read as the library reads them.</summary>
internal static class Numbers
{
    /// <summary>The formats of dates that are tried, the commonest first; null is ISO 8601.</summary>
    private static readonly string?[] DateFormats =
    [
        null, "yyyy/MM/dd", "yyyy/MM/dd HH:mm:ss", "dd.MM.yyyy", "dd.MM.yyyy HH:mm", "dd.MM.yyyy HH:mm:ss", "MM/dd/yyyy", "dd/MM/yyyy", "MM/dd/yyyy HH:mm", "dd/MM/yyyy HH:mm",
        "M/d/yyyy", "d/M/yyyy", "M/d/yyyy H:mm", "d/M/yyyy H:mm", "MM/dd/yyyy HH:mm:ss", "dd/MM/yyyy HH:mm:ss",
    ];

    public static bool IsNumber(string text) => TryRead(text, out _);

    public static bool TryRead(string text, out double value) => NumberText.TryRead(Encoding.UTF8.GetBytes(text), out value);

    /// <summary>Whether a number is a whole one that keeps its digits: <c>007</c> is a code.</summary>
    public static bool IsInteger(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) && !IsCode(text);

    /// <summary>Whether digits are a code, of which a number would lose the zeros at its begin.</summary>
    public static bool IsCode(string text) => text.Length > 1 && text[0] == '0' && text.All(char.IsAsciiDigit);

    /// <summary>The formats of numbers with which all texts are some, where texts have commas: names of members of <see cref="NumberFormat"/>.</summary>
    public static IReadOnlyList<string> FormatsOf(IReadOnlyCollection<string> texts)
    {
        if (!texts.Any(static text => text.Contains(',', StringComparison.Ordinal))) return [];
        (string Name, NumberFormat Format)[] known = [(nameof(NumberFormat.DecimalComma), NumberFormat.DecimalComma), (nameof(NumberFormat.DecimalPoint), NumberFormat.DecimalPoint)];
        return [.. known.Where(format => texts.All(text => IsNumber(text, format.Format))).Select(static format => format.Name)];
    }

    private static bool IsNumber(string text, NumberFormat format)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text), plain = new byte[FormattedNumber.Room];
        return FormattedNumber.TryWrite(bytes, format, plain, out int length) && NumberText.TryRead(plain.AsSpan(0, length), out double _);
    }

    /// <summary>The formats that all texts have, each with whether texts have a time of day.</summary>
    public static IReadOnlyList<string?> Dates(IReadOnlyCollection<string> texts)
    {
        var left = DateFormats.ToList();
        foreach (string text in texts)
        {
            // A number alone, as 2012, is no date.
            if (text.Length < 8 || left.Count == 0) return [];
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            left.RemoveAll(format => !DateText.TryRead(bytes, format, out _, out _));
        }
        return left;
    }

    /// <summary>The point in time of a text that has the format.</summary>
    public static (DateTime Clock, TimeSpan? Offset) Time(string text, string? format)
    {
        DateText.TryRead(Encoding.UTF8.GetBytes(text), format, out DateTime clock, out TimeSpan? offset);
        return (clock, offset);
    }
}
