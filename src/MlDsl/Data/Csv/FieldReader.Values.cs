using System.Globalization;
using System.Text.Unicode;
using System.Xml;

namespace MlDsl;

// Values that are neither numbers nor dates. Their texts are short; a longer one is none of them.
public readonly ref partial struct FieldReader
{
    private const int LongestValue = 80;

    // Exactly: the framework's lenient reading takes a number alone for days.
    private static readonly string[] Durations = ["c", "g", "G", @"h\:mm", @"\-h\:mm"];

    /// <summary>The single character of column <paramref name="column"/>.</summary>
    public char Character(int column) => AsCharacter(column, Present(column));

    /// <summary>The single character of column <paramref name="column"/>; null where it is missing.</summary>
    public char? CharacterOrNull(int column) => TryPresent(column, out ReadOnlySpan<byte> text) ? AsCharacter(column, text) : null;

    /// <summary>The unique identifier of column <paramref name="column"/>, in any of its usual forms.</summary>
    public Guid Guid(int column) => AsGuid(column, Present(column));

    /// <summary>The unique identifier of column <paramref name="column"/>; null where it is missing.</summary>
    public Guid? GuidOrNull(int column) => TryPresent(column, out ReadOnlySpan<byte> text) ? AsGuid(column, text) : null;

    /// <summary>The time of day of column <paramref name="column"/>, as 13:45, 13:45:30 or 13:45:30.5.</summary>
    public TimeOnly TimeOnly(int column) => AsTimeOnly(column, Present(column));

    /// <summary>The time of day of column <paramref name="column"/>; null where it is missing.</summary>
    public TimeOnly? TimeOnlyOrNull(int column) => TryPresent(column, out ReadOnlySpan<byte> text) ? AsTimeOnly(column, text) : null;

    /// <summary>The duration of column <paramref name="column"/>, as 1:30, 01:30:00.5, 2.01:30:00 or PT1H30M.</summary>
    public TimeSpan TimeSpan(int column) => AsTimeSpan(column, Present(column));

    /// <summary>The duration of column <paramref name="column"/>; null where it is missing.</summary>
    public TimeSpan? TimeSpanOrNull(int column) => TryPresent(column, out ReadOnlySpan<byte> text) ? AsTimeSpan(column, text) : null;

    private char AsCharacter(int column, ReadOnlySpan<byte> text)
    {
        Span<char> characters = stackalloc char[LongestValue];
        return TryText(text, characters, out int length) && length == 1
            ? characters[0]
            : throw Wrong(column, "is not one character", "correct it, or declare the property as 'string'");
    }

    private Guid AsGuid(int column, ReadOnlySpan<byte> text)
    {
        Span<char> characters = stackalloc char[LongestValue];
        return TryText(text, characters, out int length) && System.Guid.TryParse(characters[..length], out Guid value)
            ? value
            : throw Wrong(column, "is not a Guid", "write it as 01234567-89ab-cdef-0123-456789abcdef, or declare the property as 'string'");
    }

    private TimeOnly AsTimeOnly(int column, ReadOnlySpan<byte> text) => DateText.TryReadTime(text, out TimeSpan time)
        ? System.TimeOnly.FromTimeSpan(time)
        : throw Wrong(column, "is not a time of day", "write 13:45, 13:45:30 or 13:45:30.5, or declare the property as 'DateTime' if it has a date");

    private TimeSpan AsTimeSpan(int column, ReadOnlySpan<byte> text)
    {
        Span<char> characters = stackalloc char[LongestValue];
        if (TryText(text, characters, out int length))
        {
            ReadOnlySpan<char> read = characters[..length];
            // A number alone says no unit.
            if (read.Contains(':') && System.TimeSpan.TryParseExact(read, Durations, CultureInfo.InvariantCulture, out TimeSpan value)) return value;
            if (read.TrimStart('-').StartsWith("P", StringComparison.Ordinal) && TryIsoDuration(read, out value)) return value;
        }
        throw Wrong(column, "is not a duration", "write 1:30, 01:30:00.5, 2.01:30:00 or PT1H30M; a number says no unit: declare the property as a number and name the unit");
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
