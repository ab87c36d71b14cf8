using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using MlDsl.Json;

namespace MlDsl;

// The values, by the type of the column: the same methods as FieldReader's, so that generated code calls both alike.
public ref partial struct JsonFields
{
    // Longer than any time, identifier or name of an enum's member that is looked for; a longer text is none of them.
    private const int LongestValue = 256;

    /// <summary>Whether the value is null, which stands for missing.</summary>
    internal readonly bool IsMissing => tensors is null ? reader.TokenType == JsonTokenType.Null : isAbsent;

    /// <summary>The text of column <paramref name="column"/>.</summary>
    public string Text(int column) => TextOrNull(column) ?? throw Missing(column);

    /// <summary>The text of column <paramref name="column"/>; null where it is missing. One of the vocabulary is always the same string.</summary>
    public string? TextOrNull(int column)
    {
        if (IsMissing) return null;
        if (reader.TokenType != JsonTokenType.String) throw Wrong(column);
        if (tensors is null) CheckLength(column, reader.ValueSpan.Length);
        if (format.Vocabulary(column) is { } vocabulary)
        {
            Span<byte> buffer = stackalloc byte[LongestValue];
            int place = TryBytes(buffer, out ReadOnlySpan<byte> text) ? vocabulary.Find(text) : -1;
            if (place >= 0) return vocabulary[place];
            if (!unknown.IsEmpty) unknown[column]++;
        }
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Wrong(column, "a text in UTF-8, without half surrogate pairs");
        }
    }

    /// <summary>The number of column <paramref name="column"/>.</summary>
    public T Number<T>(int column) where T : struct, INumberBase<T> => IsMissing ? throw Missing(column) : AsNumber<T>(column, null);

    /// <summary>The number of column <paramref name="column"/>; null where it is missing.</summary>
    public T? NumberOrNull<T>(int column) where T : struct, INumberBase<T> => IsMissing ? null : AsNumber<T>(column, null);

    /// <summary>The flag of column <paramref name="column"/>.</summary>
    public bool Flag(int column) => FlagOrNull(column) ?? throw Missing(column);

    /// <summary>The flag of column <paramref name="column"/>; null where it is missing.</summary>
    public bool? FlagOrNull(int column) => tensors is not null ? TensorFlag(column) : reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Wrong(column),
    };

    /// <summary>The member of <typeparamref name="T"/> in column <paramref name="column"/>: its name, or its number.</summary>
    public T Enumeration<T>(int column) where T : struct, Enum => EnumerationOrNull<T>(column) ?? throw Missing(column);

    /// <summary>The member of <typeparamref name="T"/> in column <paramref name="column"/>; null where it is missing.</summary>
    public T? EnumerationOrNull<T>(int column) where T : struct, Enum
    {
        if (IsMissing) return null;
        T value = default;
        bool isOne = false;
        if (reader.TokenType == JsonTokenType.String)
        {
            Span<byte> buffer = stackalloc byte[LongestValue];
            isOne = TryBytes(buffer, out ReadOnlySpan<byte> text) && EnumerationTexts<T>.TryFind(text, out value);
        }
        else if (reader.TokenType == JsonTokenType.Number)
        {
            isOne = reader.TryGetInt64(out long number)
                ? (number >= 0 || !EnumerationTexts<T>.IsUnsigned) && EnumerationTexts<T>.TryFind(number, out value)
                : EnumerationTexts<T>.IsUnsigned && reader.TryGetUInt64(out ulong large) && EnumerationTexts<T>.TryFind(unchecked((long)large), out value);
        }
        return isOne ? value : throw Wrong(column, $"one of {EnumerationTexts<T>.All}");
    }

    /// <summary>The date and time of column <paramref name="column"/>: of kind <see cref="DateTimeKind.Utc"/>, converted, where the text has an offset or a Z; else unspecified.</summary>
    public DateTime DateTime(int column) => DateTimeOrNull(column) ?? throw Missing(column);

    /// <summary>The date and time of column <paramref name="column"/>; null where it is missing.</summary>
    public DateTime? DateTimeOrNull(int column)
    {
        if (IsMissing) return null;
        if (!HasText() || !reader.TryGetDateTime(out DateTime time)) throw Wrong(column);
        // The reader converts an offset to this machine's zone; a file's is converted to UTC.
        return time.Kind == DateTimeKind.Local && reader.TryGetDateTimeOffset(out DateTimeOffset offset) ? offset.UtcDateTime : time;
    }

    /// <summary>The date and time of column <paramref name="column"/> with its offset; a text without one is in UTC.</summary>
    public DateTimeOffset DateTimeOffset(int column) => DateTimeOffsetOrNull(column) ?? throw Missing(column);

    /// <summary>The date and time of column <paramref name="column"/> with its offset; null where it is missing.</summary>
    public DateTimeOffset? DateTimeOffsetOrNull(int column)
    {
        if (IsMissing) return null;
        if (!HasText() || !reader.TryGetDateTime(out DateTime time)) throw Wrong(column);
        // Without an offset the reader would take this machine's, with which the first and the last hours of all time are none.
        if (time.Kind == DateTimeKind.Unspecified) return new DateTimeOffset(time, System.TimeSpan.Zero);
        return reader.TryGetDateTimeOffset(out DateTimeOffset offset) ? offset : throw Wrong(column);
    }

    /// <summary>The date of column <paramref name="column"/>.</summary>
    public DateOnly DateOnly(int column) => DateOnlyOrNull(column) ?? throw Missing(column);

    /// <summary>The date of column <paramref name="column"/>; null where it is missing.</summary>
    public DateOnly? DateOnlyOrNull(int column)
    {
        if (IsMissing) return null;
        Span<char> text = stackalloc char[LongestValue];
        return System.DateOnly.TryParseExact(Characters(text), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date : throw Wrong(column);
    }

    /// <summary>The time of day of column <paramref name="column"/>.</summary>
    public TimeOnly TimeOnly(int column) => TimeOnlyOrNull(column) ?? throw Missing(column);

    /// <summary>The time of day of column <paramref name="column"/>; null where it is missing.</summary>
    public TimeOnly? TimeOnlyOrNull(int column)
    {
        if (IsMissing) return null;
        return TryDuration(out TimeSpan time, out bool hasDays) && !hasDays && time >= System.TimeSpan.Zero && time < System.TimeSpan.FromDays(1)
            ? System.TimeOnly.FromTimeSpan(time)
            : throw Wrong(column);
    }

    /// <summary>The duration of column <paramref name="column"/>.</summary>
    public TimeSpan TimeSpan(int column) => TimeSpanOrNull(column) ?? throw Missing(column);

    /// <summary>The duration of column <paramref name="column"/>; null where it is missing.</summary>
    public TimeSpan? TimeSpanOrNull(int column) => IsMissing ? null : TryDuration(out TimeSpan time, out _) ? time : throw Wrong(column);

    /// <summary>The unique identifier of column <paramref name="column"/>.</summary>
    public Guid Guid(int column) => GuidOrNull(column) ?? throw Missing(column);

    /// <summary>The unique identifier of column <paramref name="column"/>; null where it is missing.</summary>
    public Guid? GuidOrNull(int column) =>
        IsMissing ? null : HasText() && reader.TryGetGuid(out Guid value) ? value : throw Wrong(column);

    /// <summary>The single character of column <paramref name="column"/>.</summary>
    public char Character(int column) => CharacterOrNull(column) ?? throw Missing(column);

    /// <summary>The single character of column <paramref name="column"/>; null where it is missing.</summary>
    public char? CharacterOrNull(int column)
    {
        if (IsMissing) return null;
        Span<char> text = stackalloc char[LongestValue];
        return Characters(text) is [char only] ? only : throw Wrong(column);
    }

    private readonly void CheckLength(int column, int length)
    {
        if (length > format.Options.MaxTextLength)
        {
            throw Refused(
                JsonRowProblem.Limit,
                FormattableString.Invariant($"'{format.Name(column)}' is a text of {length} bytes{In()}, and {format.Options.MaxTextLength} are the most; shorten it"),
                column);
        }
    }

    private readonly T AsNumber<T>(int column, int? element) where T : struct, INumberBase<T>
    {
        if (tensors is not null) return TensorNumber<T>(column, element);
        if (reader.TokenType == JsonTokenType.Number)
        {
            T value;
            // As fields of files are read: the nearest number, and never an infinite one. Integers are digits alone here.
            if (IsBinary<T>())
            {
                if (NumberText.TryRead(reader.ValueSpan, out value)) return value;
            }
            else if (T.TryParse(reader.ValueSpan, Styles<T>(), CultureInfo.InvariantCulture, out value)) return value;
        }
        else if (IsBinary<T>() && HasText())
        {
            if (reader.ValueTextEquals("NaN"u8)) return T.CreateTruncating(double.NaN);
            if (reader.ValueTextEquals("Infinity"u8)) return T.CreateTruncating(double.PositiveInfinity);
            if (reader.ValueTextEquals("-Infinity"u8)) return T.CreateTruncating(double.NegativeInfinity);
        }
        throw element is null ? Wrong(column) : WrongElement(column, element.Value);
    }

    private static bool IsBinary<T>() => typeof(T) == typeof(float) || typeof(T) == typeof(double) || typeof(T) == typeof(Half);

    private static NumberStyles Styles<T>() => IsBinary<T>() || typeof(T) == typeof(decimal)
        ? NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent
        : NumberStyles.AllowLeadingSign;

    // Whether the value is a short text whose escapes are all of a character: the reader throws at others.
    private readonly bool HasText() => reader.TokenType == JsonTokenType.String && (!reader.ValueIsEscaped || TryBytes(stackalloc byte[LongestValue], out _));

    // The unescaped bytes of a short text.
    private readonly bool TryBytes(Span<byte> buffer, out ReadOnlySpan<byte> text)
    {
        text = reader.ValueSpan;
        if (!reader.ValueIsEscaped) return true;
        if (text.Length > buffer.Length) return false;
        try
        {
            text = buffer[..reader.CopyString(buffer)];
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    // The characters of a short text; empty for any other value.
    private readonly ReadOnlySpan<char> Characters(Span<char> buffer)
    {
        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length > buffer.Length) return default;
        try
        {
            return buffer[..reader.CopyString(buffer)];
        }
        catch (InvalidOperationException)
        {
            return default;
        }
    }

    // The constant format, as System.Text.Json writes it; digits alone would be days.
    private readonly bool TryDuration(out TimeSpan time, out bool hasDays)
    {
        (time, hasDays) = (default, false);
        Span<byte> buffer = stackalloc byte[LongestValue];
        if (reader.TokenType != JsonTokenType.String || !TryBytes(buffer, out ReadOnlySpan<byte> text)) return false;
        int colon = text.IndexOf((byte)':');
        hasDays = colon > 0 && text[..colon].Contains((byte)'.');
        return colon > 0 && Utf8Parser.TryParse(text, out time, out int read, 'c') && read == text.Length;
    }
}
