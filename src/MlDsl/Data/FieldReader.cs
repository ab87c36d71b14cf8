using System.Numerics;
using System.Text;

namespace MlDsl;

/// <summary>
/// The fields of one record, numbered like the schema's columns. Generated code reads a row from it, field by field; a field that
/// does not fit throws a <see cref="DataFormatException"/> that names the file, the line, the column and the property.
/// </summary>
/// <remarks>
/// Numbers, flags, enums and dates allocate nothing; short texts that repeat are one string. Everything is read in the invariant
/// culture. The methods with <c>OrNull</c> give null for a missing value; the others refuse it.
/// </remarks>
public readonly ref struct FieldReader
{
    private readonly CsvRecords records;
    private readonly CsvFields context;
    private readonly TextPool pool;
    private readonly ReadOnlySpan<FieldRange> ranges;
    private readonly ReadOnlySpan<byte> buffer;
    private readonly ReadOnlySpan<int> columns;

    internal FieldReader(CsvRecords records, CsvFields context)
    {
        this.records = records;
        this.context = context;
        pool = context.Pool;
        ranges = records.Fields;
        buffer = records.Buffer;
        columns = context.Columns;
    }

    /// <summary>The text of column <paramref name="column"/>.</summary>
    public string Text(int column) => TextOrNull(column) ?? throw Missing(column);

    /// <summary>The text of column <paramref name="column"/>; null where it is missing. A quoted field never is.</summary>
    public string? TextOrNull(int column)
    {
        FieldRange range = ranges[columns[column]];
        ReadOnlySpan<byte> text = buffer.Slice(range.Start, range.Length);
        if (!range.Quoted && context.IsMissing(text)) return null;
        return pool.Get(text) ?? throw NotUtf8(column);
    }

    /// <summary>The number of column <paramref name="column"/>, the whole field of it; finite.</summary>
    public T Number<T>(int column) where T : struct, INumberBase<T>
    {
        ReadOnlySpan<byte> text = Present(column);
        return NumberText.TryReadPadded(text, out T value) ? value : throw NotNumber<T>(column);
    }

    /// <summary>The number of column <paramref name="column"/>, finite; null where it is missing.</summary>
    public T? NumberOrNull<T>(int column) where T : struct, INumberBase<T>
    {
        if (!TryPresent(column, out ReadOnlySpan<byte> text)) return null;
        return NumberText.TryReadPadded(text, out T value) ? value : throw NotNumber<T>(column);
    }

    /// <summary>The flag of column <paramref name="column"/>: true, false, t, f, yes, no, 1 or 0, in any case.</summary>
    public bool Flag(int column) => AsFlag(column, Present(column));

    /// <summary>The flag of column <paramref name="column"/>; null where it is missing.</summary>
    public bool? FlagOrNull(int column) => TryPresent(column, out ReadOnlySpan<byte> text) ? AsFlag(column, text) : null;

    /// <summary>The member of <typeparamref name="T"/> in column <paramref name="column"/>: its name, in any case, or its number.</summary>
    public T Enumeration<T>(int column) where T : struct, Enum => AsEnumeration<T>(column, Present(column));

    /// <summary>The member of <typeparamref name="T"/> in column <paramref name="column"/>; null where it is missing.</summary>
    public T? EnumerationOrNull<T>(int column) where T : struct, Enum =>
        TryPresent(column, out ReadOnlySpan<byte> text) ? AsEnumeration<T>(column, text) : null;

    /// <summary>
    /// The date and time of column <paramref name="column"/>: of kind <see cref="DateTimeKind.Utc"/>, converted, where the text has an
    /// offset or a Z; else unspecified.
    /// </summary>
    public DateTime DateTime(int column) => AsDateTime(column, Present(column));

    /// <summary>The date and time of column <paramref name="column"/>; null where it is missing.</summary>
    public DateTime? DateTimeOrNull(int column) => TryPresent(column, out ReadOnlySpan<byte> text) ? AsDateTime(column, text) : null;

    /// <summary>The date and time of column <paramref name="column"/> with its offset; a text without one is in UTC.</summary>
    public DateTimeOffset DateTimeOffset(int column) => AsDateTimeOffset(column, Present(column));

    /// <summary>The date and time of column <paramref name="column"/> with its offset; null where it is missing.</summary>
    public DateTimeOffset? DateTimeOffsetOrNull(int column) =>
        TryPresent(column, out ReadOnlySpan<byte> text) ? AsDateTimeOffset(column, text) : null;

    /// <summary>The date of column <paramref name="column"/>; a time of day must be midnight, an offset is refused.</summary>
    public DateOnly DateOnly(int column) => AsDateOnly(column, Present(column));

    /// <summary>The date of column <paramref name="column"/>; null where it is missing.</summary>
    public DateOnly? DateOnlyOrNull(int column) => TryPresent(column, out ReadOnlySpan<byte> text) ? AsDateOnly(column, text) : null;

    private bool TryPresent(int column, out ReadOnlySpan<byte> text)
    {
        FieldRange range = ranges[columns[column]];
        text = buffer.Slice(range.Start, range.Length);
        return !context.IsMissing(text);
    }

    private ReadOnlySpan<byte> Present(int column) => TryPresent(column, out ReadOnlySpan<byte> text) ? text : throw Missing(column);

    private bool AsFlag(int column, ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual("1"u8) || IsAny(text, "true"u8, "yes"u8, "t"u8)) return true;
        if (text.SequenceEqual("0"u8) || IsAny(text, "false"u8, "no"u8, "f"u8)) return false;
        throw Wrong(column, "is not a flag", "write true, false, t, f, yes, no, 1 or 0");
    }

    private static bool IsAny(ReadOnlySpan<byte> text, ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, ReadOnlySpan<byte> c) =>
        Ascii.EqualsIgnoreCase(text, a) || Ascii.EqualsIgnoreCase(text, b) || Ascii.EqualsIgnoreCase(text, c);

    private T AsEnumeration<T>(int column, ReadOnlySpan<byte> text) where T : struct, Enum =>
        EnumText<T>.TryRead(text, out T value) ? value : throw Wrong(column, $"is no member of {typeof(T).Name}", $"it has {EnumText<T>.All}");

    private DateTime AsDateTime(int column, ReadOnlySpan<byte> text)
    {
        if (!DateText.TryRead(text, context.DateFormat, out DateTime clock, out TimeSpan? offset)) throw NotDate(column, "date and time");
        return offset is { } shift ? new DateTimeOffset(System.DateTime.SpecifyKind(clock, DateTimeKind.Unspecified), shift).UtcDateTime : clock;
    }

    private DateTimeOffset AsDateTimeOffset(int column, ReadOnlySpan<byte> text)
    {
        if (!DateText.TryRead(text, context.DateFormat, out DateTime clock, out TimeSpan? offset)) throw NotDate(column, "date and time");
        return new DateTimeOffset(clock, offset ?? TimeSpan.Zero);
    }

    private DateOnly AsDateOnly(int column, ReadOnlySpan<byte> text)
    {
        bool parsed = DateText.TryRead(text, context.DateFormat, out DateTime clock, out TimeSpan? offset);
        return parsed && offset is null && clock.TimeOfDay == TimeSpan.Zero ? System.DateOnly.FromDateTime(clock) : throw NotDate(column, "date");
    }

    private DataFormatException NotNumber<T>(int column) =>
        Wrong(column, $"is not a finite {typeof(T).Name}", "correct it, or list the text in CsvOptions.Missing and make the property nullable");

    private DataFormatException NotDate(int column, string what) =>
        Wrong(column, $"is not a {what}", context.DateFormat is null
            ? "write ISO 8601 (2012-08-09T13:45:00), or set CsvOptions.DateFormat"
            : $"CsvOptions.DateFormat is '{context.DateFormat}'");

    private DataFormatException NotUtf8(int column) => context.Error(records, column, "the text is not UTF-8", "save the file as UTF-8");

    private DataFormatException Missing(int column) => context.Missing(records, column);

    private DataFormatException Wrong(int column, string problem, string wayOut) => context.Wrong(records, column, problem, wayOut);
}
