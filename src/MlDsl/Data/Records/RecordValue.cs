using System.Globalization;
using System.Text;

namespace MlDsl;

/// <summary>What a value of a record is.</summary>
public enum RecordValueKind
{
    /// <summary>No value.</summary>
    Missing,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>An integer with a sign, of 64 bits.</summary>
    Integer,

    /// <summary>An integer without a sign, of 64 bits.</summary>
    Unsigned,

    /// <summary>A binary floating-point number.</summary>
    Number,

    /// <summary>A decimal number.</summary>
    Decimal,

    /// <summary>A number as decimal digits, which its column's type reads as it reads them in a file of separated values.</summary>
    Digits,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A date with the time of a clock.</summary>
    Time,

    /// <summary>A date with the time of a clock and its offset from UTC.</summary>
    OffsetTime,

    /// <summary>A date.</summary>
    Date,

    /// <summary>The time of a clock.</summary>
    Clock,

    /// <summary>A duration.</summary>
    Duration,

    /// <summary>A unique identifier.</summary>
    Guid,

    /// <summary>Values in their order, as of a vector.</summary>
    List,

    /// <summary>What no column holds, such as an object or bytes.</summary>
    Other,
}

/// <summary>One value of a record that is not text alone: of a table, a query, JSON. Valid until the next record is read.</summary>
public readonly struct RecordValue
{
    private readonly long low, high;
    private readonly object? reference;

    private RecordValue(RecordValueKind kind, long low, long high = 0, object? reference = null) =>
        (Kind, this.low, this.high, this.reference) = (kind, low, high, reference);

    /// <summary>What the value is.</summary>
    public RecordValueKind Kind { get; }

    /// <summary>No value; the default.</summary>
    public static RecordValue Missing => default;

    /// <summary>True or false.</summary>
    public static RecordValue Flag(bool value) => new(RecordValueKind.Flag, value ? 1 : 0);

    /// <summary>An integer.</summary>
    public static RecordValue Integer(long value) => new(RecordValueKind.Integer, value);

    /// <summary>An integer of a type without a sign.</summary>
    public static RecordValue Integer(ulong value) => new(RecordValueKind.Unsigned, unchecked((long)value));

    /// <summary>A floating-point number; a <see cref="float"/> or <see cref="Half"/> is exact in it.</summary>
    public static RecordValue Number(double value) => new(RecordValueKind.Number, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A decimal number, exactly.</summary>
    public static RecordValue Number(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        return new(RecordValueKind.Decimal, (uint)parts[0] | ((long)parts[1] << 32), (uint)parts[2] | ((long)parts[3] << 32));
    }

    /// <summary>A number as its decimal digits in ASCII, with sign, point and exponent where it has them.</summary>
    /// <param name="buffer">What holds the digits; not copied.</param>
    /// <param name="start">Where they begin.</param>
    /// <param name="length">How many bytes they are.</param>
    public static RecordValue Digits(byte[] buffer, int start, int length) => new(RecordValueKind.Digits, start, length, buffer);

    /// <summary>A text; null is missing.</summary>
    public static RecordValue Text(string? value) => value is null ? default : new(RecordValueKind.Text, 0, 0, value);

    /// <summary>A text in UTF-8.</summary>
    /// <param name="buffer">What holds the text; not copied.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="length">How many bytes it has.</param>
    public static RecordValue Text(byte[] buffer, int start, int length) => new(RecordValueKind.Text, start, length, buffer);

    /// <summary>A time: in UTC, local, or of a clock without a zone.</summary>
    public static RecordValue Time(DateTime value) => new(RecordValueKind.Time, value.Ticks, (long)value.Kind);

    /// <summary>The time that a clock shows, with its offset from UTC.</summary>
    public static RecordValue Time(DateTimeOffset value) => new(RecordValueKind.OffsetTime, value.Ticks, value.Offset.Ticks);

    /// <summary>A date.</summary>
    public static RecordValue Date(DateOnly value) => new(RecordValueKind.Date, value.DayNumber);

    /// <summary>The time of a clock.</summary>
    public static RecordValue Clock(TimeOnly value) => new(RecordValueKind.Clock, value.Ticks);

    /// <summary>A duration.</summary>
    public static RecordValue Duration(TimeSpan value) => new(RecordValueKind.Duration, value.Ticks);

    /// <summary>A unique identifier.</summary>
    public static RecordValue Identifier(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes);
        return new(RecordValueKind.Guid, BitConverter.ToInt64(bytes), BitConverter.ToInt64(bytes[8..]));
    }

    /// <summary>Values in their order.</summary>
    /// <param name="values">What holds them; not copied.</param>
    /// <param name="start">The first.</param>
    /// <param name="count">How many they are.</param>
    public static RecordValue List(RecordValue[] values, int start, int count) => new(RecordValueKind.List, start, count, values);

    /// <summary>What no column holds.</summary>
    /// <param name="what">What it is, for messages: <c>an object</c>.</param>
    public static RecordValue Other(string what) => new(RecordValueKind.Other, 0, 0, what);

    /// <summary>The value as messages show it.</summary>
    public override string ToString() => Kind switch
    {
        RecordValueKind.Missing => "nothing",
        RecordValueKind.Flag => IsTrue ? "true" : "false",
        RecordValueKind.Integer => low.ToString(CultureInfo.InvariantCulture),
        RecordValueKind.Unsigned => ((ulong)low).ToString(CultureInfo.InvariantCulture),
        RecordValueKind.Number => AsDouble.ToString("R", CultureInfo.InvariantCulture),
        RecordValueKind.Decimal => AsDecimal.ToString(CultureInfo.InvariantCulture),
        RecordValueKind.Digits => Encoding.UTF8.GetString(Bytes),
        RecordValueKind.Text => reference as string ?? Encoding.UTF8.GetString(Bytes),
        RecordValueKind.Time => AsTime.ToString("O", CultureInfo.InvariantCulture),
        RecordValueKind.OffsetTime => AsOffsetTime.ToString("O", CultureInfo.InvariantCulture),
        RecordValueKind.Date => AsDate.ToString("O", CultureInfo.InvariantCulture),
        RecordValueKind.Clock => AsClock.ToString("O", CultureInfo.InvariantCulture),
        RecordValueKind.Duration => AsDuration.ToString("c", CultureInfo.InvariantCulture),
        RecordValueKind.Guid => AsGuid.ToString(),
        RecordValueKind.List => string.Create(CultureInfo.InvariantCulture, $"a list of {high} values"),
        _ => (string)reference!,
    };

    internal bool IsTrue => low != 0;

    internal long AsInteger => low;

    internal double AsDouble => BitConverter.Int64BitsToDouble(low);

    internal decimal AsDecimal => new([(int)low, (int)(low >> 32), (int)high, (int)(high >> 32)]);

    /// <summary>The text, where it came as one; null where it came in UTF-8.</summary>
    internal string? AsString => reference as string;

    /// <summary>Digits, or a text that came in UTF-8.</summary>
    internal ReadOnlySpan<byte> Bytes => ((byte[])reference!).AsSpan((int)low, (int)high);

    internal DateTime AsTime => new(low, (DateTimeKind)high);

    internal DateTimeOffset AsOffsetTime => new(low, new TimeSpan(high));

    internal DateOnly AsDate => DateOnly.FromDayNumber((int)low);

    internal TimeOnly AsClock => new(low);

    internal TimeSpan AsDuration => new(low);

    internal Guid AsGuid
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            BitConverter.TryWriteBytes(bytes, low);
            BitConverter.TryWriteBytes(bytes[8..], high);
            return new Guid(bytes);
        }
    }

    internal ReadOnlySpan<RecordValue> Values => ((RecordValue[])reference!).AsSpan((int)low, (int)high);
}
