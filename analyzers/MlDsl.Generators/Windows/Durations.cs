using System.Globalization;

namespace MlDsl.Generators.Windows;

/// <summary>Stretches of time as attributes write them: a number and a letter, as in <c>7d</c>.</summary>
internal static class Durations
{
    /// <summary>What an attribute may say, for messages.</summary>
    public const string Accepted = "a whole number followed by s, m, h, d or w, such as \"90m\" or \"7d\"";

    /// <summary>The ticks of <paramref name="text"/>, which may be negative; null where it is no stretch of time, or of more than a hundred years.</summary>
    public static long? Ticks(string? text)
    {
        if (text is null or { Length: < 2 }) return null;
        long? unit = text[text.Length - 1] switch
        {
            's' => TimeSpan.TicksPerSecond,
            'm' => TimeSpan.TicksPerMinute,
            'h' => TimeSpan.TicksPerHour,
            'd' => TimeSpan.TicksPerDay,
            'w' => TimeSpan.TicksPerDay * 7,
            _ => null,
        };
        string digits = text.Substring(0, text.Length - 1);
        // One way to write a number, since windows are named by it.
        if (unit is not { } ticks || !long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) || digits != number.ToString(CultureInfo.InvariantCulture)) return null;
        return Math.Abs((double)number) * ticks <= 36525d * TimeSpan.TicksPerDay ? number * ticks : null;
    }
}
