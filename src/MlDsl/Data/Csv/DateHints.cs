using System.Globalization;

namespace MlDsl;

/// <summary>The way out for a text that is no date of its column.</summary>
internal static class DateHints
{
    public static string Of(string text, string what, string? format)
    {
        if (format is not null) return $"CsvOptions.DateFormat is '{format}'";
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
