using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlDsl;

/// <summary>
/// The fields of one record, numbered like the schema's columns. Generated code reads a row from it, field by field; a field that
/// does not fit throws a <see cref="DataFormatException"/> that names the file, the line, the column and the property.
/// </summary>
/// <remarks>
/// Numbers, flags, enums and dates allocate nothing; short texts that repeat are one string. Everything is read in the invariant
/// culture. The methods with <c>OrNull</c> give null for a missing value; the others refuse it.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct FieldReader
{
    // Values that have types; null where all is text.
    private readonly TypedFields? typed;
    private readonly CsvRecords records;
    private readonly CsvFields context;
    private readonly TextPool pool;
    // Where the fields lie: between marks, or in ranges where there are none.
    private ReadOnlySpan<int> marks;
    private ReadOnlySpan<FieldRange> ranges;
    private ReadOnlySpan<byte> buffer;
    private readonly ReadOnlySpan<int> columns;
    // The fields whose numbers can be read as they stand, −1 for others.
    private readonly ReadOnlySpan<int> plain;

    internal FieldReader(CsvRecords records, CsvFields context)
    {
        this.records = records;
        this.context = context;
        pool = context.Pool;
        columns = context.Columns;
        plain = context.PlainNumbers;
        Move();
    }

    internal FieldReader(TypedFields typed)
    {
        this.typed = typed;
        (records, context, pool) = (null!, null!, null!);
    }

    /// <summary>Moves to the current record of the file: one reader serves all of them, as it is large.</summary>
    internal void Move()
    {
        marks = records.Marks;
        buffer = records.Buffer;
        if (marks.IsEmpty) ranges = records.Fields;
    }

    /// <summary>The text of column <paramref name="column"/>.</summary>
    public readonly string Text(int column) => TextOrNull(column) ?? throw Missing(column);

    /// <summary>The text of column <paramref name="column"/>; null where it is missing. A quoted field never is.</summary>
    public readonly string? TextOrNull(int column)
    {
        if ((uint)column < (uint)plain.Length && context.PlainTexts[column] is >= 0 and var field)
        {
            // Most texts are short and were there before.
            if (pool.Known(Field(field)) is { } known) return known;
        }
        if (typed is not null) return typed.TextOrNull(column);
        ReadOnlySpan<byte> text = TextOf(column);
        if (context.IsMissing(text) && !IsQuoted(column)) return null;
        string read = pool.Get(text) ?? throw NotUtf8(column);
        return context.Converters?[column] is null ? read : context.Convert(records, column, read);
    }

    /// <summary>The number of column <paramref name="column"/>, the whole field of it; finite. An integer may be written as 1.0 or 1e3.</summary>
    public readonly T Number<T>(int column) where T : struct, INumberBase<T>
    {
        if (TryPlain(column, out T value)) return value;
        return typed is null ? AsNumber<T>(column, Present(column)) : typed.NumberOrNull<T>(column) ?? throw typed.Missing(column);
    }

    /// <summary>The number of column <paramref name="column"/>, finite; null where it is missing.</summary>
    public readonly T? NumberOrNull<T>(int column) where T : struct, INumberBase<T>
    {
        if (TryPlain(column, out T value)) return value;
        return typed is not null ? typed.NumberOrNull<T>(column)
            : TryPresent(column, out ReadOnlySpan<byte> text) ? AsNumber<T>(column, text) : null;
    }

    /// <summary>The flag of column <paramref name="column"/>: one of <see cref="CsvOptions.TrueTexts"/> and <see cref="CsvOptions.FalseTexts"/>.</summary>
    public readonly bool Flag(int column) => typed is null
        ? AsFlag(column, Present(column))
        : typed.FlagOrNull(column) ?? throw typed.Missing(column);

    /// <summary>The flag of column <paramref name="column"/>; null where it is missing.</summary>
    public readonly bool? FlagOrNull(int column) => typed is not null ? typed.FlagOrNull(column)
        : TryPresent(column, out ReadOnlySpan<byte> text) ? AsFlag(column, text) : null;

    /// <summary>The member of <typeparamref name="T"/> in column <paramref name="column"/>: its name, in any case, or its number.</summary>
    public readonly T Enumeration<T>(int column) where T : struct, Enum => typed is null
        ? AsEnumeration<T>(column, Present(column))
        : typed.EnumerationOrNull<T>(column) ?? throw typed.Missing(column);

    /// <summary>The member of <typeparamref name="T"/> in column <paramref name="column"/>; null where it is missing.</summary>
    public readonly T? EnumerationOrNull<T>(int column) where T : struct, Enum => typed is not null ? typed.EnumerationOrNull<T>(column)
        : TryPresent(column, out ReadOnlySpan<byte> text) ? AsEnumeration<T>(column, text) : null;

    /// <summary>
    /// The date and time of column <paramref name="column"/>: of kind <see cref="DateTimeKind.Utc"/>, converted, where the text has an
    /// offset or a Z; else unspecified.
    /// </summary>
    public readonly DateTime DateTime(int column) => typed is null
        ? AsDateTime(column, Present(column))
        : typed.DateTimeOrNull(column) ?? throw typed.Missing(column);

    /// <summary>The date and time of column <paramref name="column"/>; null where it is missing.</summary>
    public readonly DateTime? DateTimeOrNull(int column) => typed is not null ? typed.DateTimeOrNull(column)
        : TryPresent(column, out ReadOnlySpan<byte> text) ? AsDateTime(column, text) : null;

    /// <summary>The date and time of column <paramref name="column"/> with its offset; a text without one is in UTC.</summary>
    public readonly DateTimeOffset DateTimeOffset(int column) => typed is null
        ? AsDateTimeOffset(column, Present(column))
        : typed.DateTimeOffsetOrNull(column) ?? throw typed.Missing(column);

    /// <summary>The date and time of column <paramref name="column"/> with its offset; null where it is missing.</summary>
    public readonly DateTimeOffset? DateTimeOffsetOrNull(int column) => typed is not null ? typed.DateTimeOffsetOrNull(column)
        : TryPresent(column, out ReadOnlySpan<byte> text) ? AsDateTimeOffset(column, text) : null;

    /// <summary>The date of column <paramref name="column"/>; a time of day must be midnight, an offset is refused.</summary>
    public readonly DateOnly DateOnly(int column) => typed is null
        ? AsDateOnly(column, Present(column))
        : typed.DateOnlyOrNull(column) ?? throw typed.Missing(column);

    /// <summary>The date of column <paramref name="column"/>; null where it is missing.</summary>
    public readonly DateOnly? DateOnlyOrNull(int column) => typed is not null ? typed.DateOnlyOrNull(column)
        : TryPresent(column, out ReadOnlySpan<byte> text) ? AsDateOnly(column, text) : null;

    private readonly bool TryPresent(int column, out ReadOnlySpan<byte> text)
    {
        text = TextOf(column);
        if (context.IsMissing(text)) return false;
        return context.Converters?[column] is null || TryConvert(column, ref text);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool TryPlain<T>(int column, out T value) where T : struct, INumberBase<T>
    {
        if ((uint)column < (uint)plain.Length && plain[column] is >= 0 and var field) return PaddedNumber.TryRead(Field(field), out value);
        value = default;
        return false;
    }

    private readonly ReadOnlySpan<byte> TextOf(int column) => context.Parts?[column] is null ? Field(columns[column]) : context.Join(records, column);

    private readonly ReadOnlySpan<byte> Field(int field)
    {
        if (marks.IsEmpty) return buffer.Slice(ranges[field].Start, ranges[field].Length);
        // Marks lie in the buffer, in their order.
        int start = marks[field] + 1, end = marks[field + 1];
        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(buffer), start), end - start);
    }

    // What lies between marks has no quotes.
    private readonly bool IsQuoted(int column) => marks.IsEmpty && ranges[columns[column]].Quoted;

    private readonly bool TryConvert(int column, ref ReadOnlySpan<byte> text)
    {
        string? converted = context.Convert(records, column, pool.Get(text) ?? throw NotUtf8(column));
        // Numbers are read eight bytes at a time.
        if (converted is not null) text = System.Text.Encoding.UTF8.GetBytes(converted + "        ").AsSpan()[..^8];
        return converted is not null;
    }

    private readonly DataFormatException Missing(int column)
    {
        if (typed is not null) return typed.Missing(column);
        context.ThrowMissing(records, column);
        return null!;
    }

    private readonly ReadOnlySpan<byte> Present(int column)
    {
        if (!TryPresent(column, out ReadOnlySpan<byte> text)) context.ThrowMissing(records, column);
        return text;
    }

    private readonly T AsNumber<T>(int column, ReadOnlySpan<byte> text) where T : struct, INumberBase<T> =>
        TryNumber(column, text, out T value) ? value : throw NotNumber<T>(column);

    private readonly bool TryNumber<T>(int column, ReadOnlySpan<byte> text, out T value) where T : struct, INumberBase<T> =>
        context.Formats is null ? NumberText.TryReadPadded(text, out value) : TryFormatted(column, text, out value);

    private readonly bool TryFormatted<T>(int column, ReadOnlySpan<byte> text, out T value) where T : struct, INumberBase<T>
    {
        if (context.Formats![column] is not { } format) return NumberText.TryReadPadded(text, out value);
        value = default;
        Span<byte> written = stackalloc byte[FormattedNumber.Room];
        return FormattedNumber.TryWrite(text, format, written, out int length) && NumberText.TryRead(written[..length], out value);
    }

    private readonly bool AsFlag(int column, ReadOnlySpan<byte> text) => context.Flags.TryRead(text, out bool value)
        ? value
        : throw Wrong(column, "is not a flag", $"write {context.Flags.All}, or set CsvOptions.TrueTexts and FalseTexts");

    private readonly T AsEnumeration<T>(int column, ReadOnlySpan<byte> text) where T : struct, Enum =>
        EnumText<T>.TryRead(text, out T value) ? value : throw Wrong(column, $"is no member of {typeof(T).Name}", $"it has {EnumText<T>.All}");

    private readonly DateTime AsDateTime(int column, ReadOnlySpan<byte> text)
    {
        if (!context.Times[column].TryRead(text, out DateTime clock, out TimeSpan? offset, out string? problem)) throw NotDate(column, "date and time", problem);
        context.CheckOrder(records, column, offset is null ? DateTimeKind.Unspecified : DateTimeKind.Utc);
        return offset is { } shift ? new DateTimeOffset(clock, shift).UtcDateTime : clock;
    }

    private readonly DateTimeOffset AsDateTimeOffset(int column, ReadOnlySpan<byte> text)
    {
        if (!context.Times[column].TryRead(text, out DateTime clock, out TimeSpan? offset, out string? problem)) throw NotDate(column, "date and time", problem);
        return new DateTimeOffset(clock, offset ?? System.TimeSpan.Zero);
    }

    private readonly DateOnly AsDateOnly(int column, ReadOnlySpan<byte> text)
    {
        bool parsed = context.Times[column].TryRead(text, out DateTime clock, out TimeSpan? offset, out string? problem);
        return parsed && offset is null && clock.TimeOfDay == System.TimeSpan.Zero ? System.DateOnly.FromDateTime(clock) : throw NotDate(column, "date", problem);
    }

    private readonly DataFormatException NotNumber<T>(int column) where T : struct, INumberBase<T>
    {
        (ColumnSchema named, CsvOptions options) = (context.Column(column), context.Options);
        return context.Wrong(records, column, $"is not a finite {typeof(T).Name}", text => NumberHints.Of<T>(text, named, options));
    }

    private readonly DataFormatException NotDate(int column, string what, string? problem)
    {
        (CsvOptions options, ColumnSchema named) = (context.Options, context.Column(column));
        return problem is not null ? context.Wrong(records, column, $"is no time: {problem}", static _ => "correct it")
            : context.Wrong(records, column, $"is not a {what}", text => DateHints.Of(text, what, DateHints.Said(nameof(CsvOptions), options.DateFormat, options.ColumnTimes.GetValueOrDefault(named.Name), named.Name)));
    }

    private readonly DataFormatException NotUtf8(int column) => context.NotUtf8(records, column);

    private readonly DataFormatException Wrong(int column, string problem, string wayOut) => context.Wrong(records, column, problem, _ => wayOut);
}
