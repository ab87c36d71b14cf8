using System.Globalization;
using System.Text.Unicode;

namespace MlDsl;

/// <summary>Dates and times from UTF-8 text: ISO 8601, or a format that the options give. Allocates nothing.</summary>
internal static class DateText
{
    private const int Longest = 64;

    /// <summary>A point in time; <paramref name="offset"/> is null where the text has none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, string? format, out DateTime clock, out TimeSpan? offset)
    {
        if (format is null) return TryIso(text, out clock, out offset);
        (clock, offset) = (default, null);
        Span<char> characters = stackalloc char[Longest];
        if (Utf8.ToUtf16(text, characters, out _, out int length, replaceInvalidSequences: false) != System.Buffers.OperationStatus.Done) return false;
        ReadOnlySpan<char> trimmed = characters[..length];
        if (!DateTime.TryParseExact(trimmed, format, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out clock)) return false;
        // The machine's own zone must not decide: a text with an offset is read again, and one without stays as it is.
        if (clock.Kind == DateTimeKind.Unspecified && !IsUniversal(format)) return true;
        bool parsed = DateTimeOffset.TryParseExact(trimmed, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment);
        (clock, offset) = (moment.DateTime, moment.Offset);
        return parsed;
    }

    /// <summary>Whether <see cref="DateTime.ParseExact(string, string, IFormatProvider)"/> takes the format.</summary>
    public static bool IsFormat(string format)
    {
        try
        {
            return DateTime.UnixEpoch.ToString(format, CultureInfo.InvariantCulture).Length > 0 && format.Length > 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>A time of day: h:mm, hh:mm, with seconds and their decimals if there are any.</summary>
    public static bool TryReadTime(ReadOnlySpan<byte> text, out TimeSpan time)
    {
        int length;
        if (text.Length is < 4 or > Longest || text[1] != ':') return TryTime(text, out time, out length) && length == text.Length;
        Span<byte> padded = stackalloc byte[text.Length + 1];
        padded[0] = (byte)'0';
        text.CopyTo(padded[1..]);
        return TryTime(padded, out time, out length) && length == padded.Length;
    }

    /// <summary>The formats whose Z or GMT is a literal.</summary>
    private static bool IsUniversal(string format) => format is "R" or "r" or "u" || format.EndsWith('Z') || format.EndsWith("'Z'", StringComparison.Ordinal);

    private static bool TryIso(ReadOnlySpan<byte> text, out DateTime clock, out TimeSpan? offset)
    {
        (clock, offset) = (default, null);
        if (!TryDate(text, out clock)) return false;
        ReadOnlySpan<byte> rest = text[10..];
        if (rest.IsEmpty) return true;
        if (rest[0] is not ((byte)'T' or (byte)'t' or (byte)' ') || !TryTime(rest[1..], out TimeSpan time, out int length)) return false;
        clock += time;
        if (!TryOffset(rest[(1 + length)..], out offset)) return false;
        // Within a day of the calendar's ends an offset can lead outside it.
        long utc = clock.Ticks - (offset?.Ticks ?? 0);
        return utc >= DateTime.MinValue.Ticks && utc <= DateTime.MaxValue.Ticks;
    }

    private static bool TryDate(ReadOnlySpan<byte> text, out DateTime date)
    {
        date = default;
        if (text.Length < 10 || text[4] != '-' || text[7] != '-') return false;
        if (!TryDigits(text[..4], out int year) || !TryDigits(text[5..7], out int month) || !TryDigits(text[8..10], out int day)) return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        date = new DateTime(year, month, day);
        return true;
    }

    /// <summary>hh:mm, hh:mm:ss or hh:mm:ss with decimals; those that 100 ns do not hold are cut off.</summary>
    private static bool TryTime(ReadOnlySpan<byte> text, out TimeSpan time, out int length)
    {
        (time, length) = (default, 5);
        if (text.Length < 5 || text[2] != ':' || !TryDigits(text[..2], out int hour) || !TryDigits(text[3..5], out int minute)) return false;
        int second = 0;
        long ticks = 0;
        if (text.Length >= 8 && text[5] == ':')
        {
            if (!TryDigits(text[6..8], out second)) return false;
            length = 8;
            if (text.Length > 8 && text[8] is (byte)'.' or (byte)',')
            {
                long unit = TimeSpan.TicksPerSecond;
                for (length = 9; length < text.Length && char.IsAsciiDigit((char)text[length]); length++) ticks += (text[length] - '0') * (unit /= 10);
                if (length == 9) return false;
            }
        }
        time = new TimeSpan(0, hour, minute, second) + new TimeSpan(ticks);
        return hour < 24 && minute < 60 && second < 60;
    }

    /// <summary>Nothing, Z, ±hh, ±hhmm or ±hh:mm.</summary>
    private static bool TryOffset(ReadOnlySpan<byte> text, out TimeSpan? offset)
    {
        offset = null;
        if (text.IsEmpty) return true;
        if (text is [(byte)'Z' or (byte)'z'])
        {
            offset = TimeSpan.Zero;
            return true;
        }
        if (text[0] is not ((byte)'+' or (byte)'-') || text.Length < 3 || !TryDigits(text[1..3], out int hours)) return false;
        ReadOnlySpan<byte> rest = text[3..];
        int minutes = 0;
        if (!rest.IsEmpty && rest[0] == ':') rest = rest[1..];
        if (text.Length > 3 && (rest.Length != 2 || !TryDigits(rest, out minutes))) return false;
        TimeSpan size = new(hours, minutes, 0);
        offset = text[0] == '-' ? -size : size;
        return minutes < 60 && size <= TimeSpan.FromHours(14);
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (byte b in text)
        {
            uint digit = b - (uint)'0';
            if (digit > 9) return false;
            value = value * 10 + (int)digit;
        }
        return true;
    }
}
