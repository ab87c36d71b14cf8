using System.Globalization;
using System.Text.Unicode;
using System.Xml;

namespace MlDsl;

/// <summary>Values that are neither numbers nor dates, from UTF-8 text. Their texts are short; a longer one is none of them.</summary>
internal static class ValueText
{
    public const string CharacterWayOut = "correct it, or declare the property as 'string'";
    public const string GuidWayOut = "write it as 01234567-89ab-cdef-0123-456789abcdef, or declare the property as 'string'";
    public const string TimeOfDayWayOut = "write 13:45, 13:45:30 or 13:45:30.5, or declare the property as 'DateTime' if it has a date";
    public const string DurationWayOut =
        "write 1:30, 01:30:00.5, 2.01:30:00 or PT1H30M; a number says no unit: declare the property as a number and name the unit";

    private const int Longest = 80;

    // Exactly: the framework's lenient reading takes a number alone for days.
    private static readonly string[] Durations = ["c", "g", "G", @"h\:mm", @"\-h\:mm"];

    /// <summary>Whether the text is one character, of one unit of UTF-16.</summary>
    public static bool TryCharacter(ReadOnlySpan<byte> text, out char value)
    {
        Span<char> characters = stackalloc char[Longest];
        bool isOne = TryText(text, characters, out int length) && length == 1;
        value = isOne ? characters[0] : default;
        return isOne;
    }

    /// <summary>Whether the text is a unique identifier, in any of its usual forms.</summary>
    public static bool TryGuid(ReadOnlySpan<byte> text, out Guid value)
    {
        value = default;
        Span<char> characters = stackalloc char[Longest];
        return TryText(text, characters, out int length) && Guid.TryParse(characters[..length], out value);
    }

    /// <summary>Whether the text is a duration: 1:30, 01:30:00.5, 2.01:30:00 or PT1H30M.</summary>
    public static bool TryDuration(ReadOnlySpan<byte> text, out TimeSpan value)
    {
        value = default;
        Span<char> characters = stackalloc char[Longest];
        if (!TryText(text, characters, out int length)) return false;
        ReadOnlySpan<char> read = characters[..length];
        // A number alone says no unit.
        if (read.Contains(':') && TimeSpan.TryParseExact(read, Durations, CultureInfo.InvariantCulture, out value)) return true;
        return read.TrimStart('-').StartsWith("P", StringComparison.Ordinal) && TryIsoDuration(read, out value);
    }

    // Years and months have no length of their own.
    private static bool TryIsoDuration(ReadOnlySpan<char> text, out TimeSpan value)
    {
        value = default;
        int time = text.IndexOf('T');
        if (text[..(time < 0 ? text.Length : time)].IndexOfAny('Y', 'M') >= 0) return false;
        try
        {
            value = XmlConvert.ToTimeSpan(text.ToString());
            return true;
        }
        catch (Exception problem) when (problem is FormatException or OverflowException)
        {
            return false;
        }
    }

    private static bool TryText(ReadOnlySpan<byte> text, Span<char> characters, out int length) =>
        Utf8.ToUtf16(text, characters, out _, out length, replaceInvalidSequences: false) == System.Buffers.OperationStatus.Done;
}
