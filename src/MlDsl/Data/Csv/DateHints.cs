using System.Globalization;

namespace MlDsl;

/// <summary>The way out for a text that is no date of its column.</summary>
internal static class DateHints
{
    /// <summary>What options say of a column's times; null where they say nothing.</summary>
    /// <param name="owner">The options' type.</param>
    /// <param name="format">The format of all columns.</param>
    /// <param name="own">The column's own.</param>
    /// <param name="column">The column.</param>
    public static string? Said(string owner, string? format, TimeFormat? own, string column) =>
        own is { Formats.Count: > 0 } ? $"{owner}.ColumnTimes[\"{column}\"] has {string.Join(", ", own.Formats.Select(static f => $"'{f}'"))}"
        : format is not null ? $"{owner}.DateFormat is '{format}'"
        : null;

    /// <summary>The way out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="what">What it is not.</param>
    /// <param name="said">What options say of the column's times; null where they say nothing.</param>
    public static string Of(string text, string what, string? said)
    {
        if (said is not null) return said;
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
        if (what == "date" && DateText.TryRead(bytes, null, out _, out TimeSpan? offset))
        {
            return offset is null
                ? "it has a time of day: declare the property as 'DateTime', or leave the time out"
                : "it has an offset: declare the property as 'DateTimeOffset', or leave the offset out";
        }
        // The shape of ISO 8601 with a day or a time that does not exist.
        if (text.Length >= 10 && IsShaped(text[..10])) return "there is no such day or time: correct it";
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) && text.Length >= 9)
            return "seconds or milliseconds since 1970 are a number: declare the property as 'long', or convert the text by CsvOptions.Converters";
        return "write ISO 8601 (2012-08-09T13:45:00), or set CsvOptions.DateFormat";
    }

    private static bool IsShaped(string day)
    {
        for (int i = 0; i < day.Length; i++)
        {
            if (i is 4 or 7 ? day[i] != '-' : !char.IsAsciiDigit(day[i])) return false;
        }
        return true;
    }
}
