using System.Globalization;

namespace MlDsl.Columns;

/// <summary>
/// A value of any column, for code that knows the columns only at run time. Nothing is boxed, and numbers keep their type's precision: an
/// encoding makes of it what it makes of the typed value, to the bit.
/// </summary>
public readonly record struct ColumnValue
{
    // What the bits are, beside the kind.
    private enum Form
    {
        Plain,
        Decimal,
        Unsigned,
        Utc,
        Local,
    }

    private readonly Form form;
    private readonly long low, high;
    private readonly string? text;
    private readonly float[]? elements;

    private ColumnValue(ColumnValueKind kind, Form form, long low, long high = 0, string? text = null, float[]? elements = null) =>
        (Kind, this.form, this.low, this.high, this.text, this.elements) = (kind, form, low, high, text, elements);

    /// <summary>What the value is.</summary>
    public ColumnValueKind Kind { get; }

    /// <summary>No value; the default.</summary>
    public static ColumnValue Missing => default;

    /// <summary>A number; a <see cref="float"/> or <see cref="Half"/> is exact in it.</summary>
    public static ColumnValue Number(double value) => new(ColumnValueKind.Number, Form.Plain, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A decimal number, exactly.</summary>
    public static ColumnValue Number(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        return new(ColumnValueKind.Number, Form.Decimal, Join(parts[0], parts[1]), Join(parts[2], parts[3]));
    }

    /// <summary>An integer.</summary>
    public static ColumnValue Integer(long value) => new(ColumnValueKind.Integer, Form.Plain, value);

    /// <summary>An integer of a type without a sign.</summary>
    public static ColumnValue Integer(ulong value) => new(ColumnValueKind.Integer, Form.Unsigned, unchecked((long)value));

    /// <summary>True or false.</summary>
    public static ColumnValue Flag(bool value) => new(ColumnValueKind.Flag, Form.Plain, value ? 1 : 0);

    /// <summary>A text; null is missing.</summary>
    public static ColumnValue Text(string? value) => value is null ? default : new(ColumnValueKind.Text, Form.Plain, 0, 0, value);

    /// <summary>A member of an enum, or a value of it without a name, which is named by its number.</summary>
    public static ColumnValue Class(long index, string name) => new(ColumnValueKind.Class, Form.Plain, index, 0, name);

    /// <summary>A time: in UTC, local, or of a clock without a zone.</summary>
    public static ColumnValue Time(DateTime value) => new(
        ColumnValueKind.Time,
        value.Kind switch { DateTimeKind.Utc => Form.Utc, DateTimeKind.Local => Form.Local, _ => Form.Plain },
        value.Ticks);

    /// <summary>The time of the clock that the value itself shows, with its offset from UTC.</summary>
    public static ColumnValue Time(DateTimeOffset value) => new(ColumnValueKind.Time, Form.Plain, value.DateTime.Ticks, value.Offset.Ticks);

    /// <summary>A date.</summary>
    public static ColumnValue Date(DateOnly value) => new(ColumnValueKind.Date, Form.Plain, value.DayNumber);

    /// <summary>The hour of a clock.</summary>
    public static ColumnValue Time(TimeOnly value) => Time(new DateTime(value.Ticks));

    /// <summary>A vector, which is kept and not copied; NaN is a missing element, and null is missing as a whole.</summary>
    public static ColumnValue Vector(float[]? elements) => elements is null ? default : new(ColumnValueKind.Vector, Form.Plain, 0, 0, null, elements);

    /// <summary>Whether there is no value.</summary>
    public bool IsMissing => Kind == ColumnValueKind.Missing;

    /// <summary>For example <c>the number 2.5</c> or <c>missing</c>.</summary>
    public override string ToString() => Kind switch
    {
        ColumnValueKind.Missing => "missing",
        ColumnValueKind.Number when form == Form.Decimal => string.Create(CultureInfo.InvariantCulture, $"the number {Decimal}"),
        ColumnValueKind.Number => string.Create(CultureInfo.InvariantCulture, $"the number {Double}"),
        ColumnValueKind.Integer when form == Form.Unsigned => string.Create(CultureInfo.InvariantCulture, $"the integer {(ulong)low}"),
        ColumnValueKind.Integer => string.Create(CultureInfo.InvariantCulture, $"the integer {low}"),
        ColumnValueKind.Flag => low != 0 ? "the flag true" : "the flag false",
        ColumnValueKind.Text => $"the text '{text}'",
        ColumnValueKind.Class => $"the class '{text}'",
        ColumnValueKind.Time => string.Create(CultureInfo.InvariantCulture, $"the time {ToTime():O}"),
        ColumnValueKind.Vector => string.Create(CultureInfo.InvariantCulture, $"a vector of {elements!.Length} numbers"),
        _ => string.Create(CultureInfo.InvariantCulture, $"the date {ToDate():O}"),
    };

    /// <summary>A number, integer or flag as the nearest float, as C# converts each of their types; null for every other kind.</summary>
    internal float? ToSingle() => Kind switch
    {
        ColumnValueKind.Number => form == Form.Decimal ? (float)Decimal : (float)Double,
        ColumnValueKind.Integer => form == Form.Unsigned ? (float)(ulong)low : low,
        ColumnValueKind.Flag => low,
        _ => null,
    };

    /// <summary>A number or integer as a double; null for every other kind.</summary>
    internal double? ToDouble() => Kind switch
    {
        ColumnValueKind.Number => form == Form.Decimal ? (double)Decimal : Double,
        ColumnValueKind.Integer => form == Form.Unsigned ? (ulong)low : low,
        _ => null,
    };

    /// <summary>A number or integer that a decimal holds; null for every other value.</summary>
    internal decimal? ToDecimal() => Kind switch
    {
        ColumnValueKind.Number when form == Form.Decimal => Decimal,
        ColumnValueKind.Number => Math.Abs(Double) < 7.9e28 ? (decimal)Double : null,
        ColumnValueKind.Integer => form == Form.Unsigned ? (ulong)low : low,
        _ => null,
    };

    /// <summary>An integer between the bounds of long; null for every other value.</summary>
    internal long? ToInt64() => Kind == ColumnValueKind.Integer && (form != Form.Unsigned || low >= 0) ? low : null;

    /// <summary>An integer that is not negative; null for every other value.</summary>
    internal ulong? ToUInt64() => Kind == ColumnValueKind.Integer && (form == Form.Unsigned || low >= 0) ? (ulong)low : null;

    /// <summary>A text, the name of a class, or a flag in words; null for every other kind.</summary>
    internal string? ToText() => Kind switch
    {
        ColumnValueKind.Text or ColumnValueKind.Class => text,
        ColumnValueKind.Flag => low != 0 ? "true" : "false",
        _ => null,
    };

    /// <summary>A time, or the midnight of a date; null for every other kind.</summary>
    internal DateTime? ToTime() => Kind switch
    {
        ColumnValueKind.Time => new DateTime(
            low, form switch { Form.Utc => DateTimeKind.Utc, Form.Local => DateTimeKind.Local, _ => DateTimeKind.Unspecified }),
        ColumnValueKind.Date => ToDate()!.Value.ToDateTime(default),
        _ => null,
    };

    /// <summary>The order of a time or date: ticks, in UTC where it has an offset; null for every other kind.</summary>
    internal long? ToTicks() => Kind switch
    {
        ColumnValueKind.Time => low - high,
        ColumnValueKind.Date => low * TimeSpan.TicksPerDay,
        _ => null,
    };

    /// <summary>Adds what a row of the type adds of the same value: equal values, equal hashes.</summary>
    internal void AddTo(ref RowHash hash)
    {
        switch (Kind)
        {
            case ColumnValueKind.Number: hash.Add(ToDouble()!.Value); break;
            case ColumnValueKind.Integer: hash.Add(low); break;
            case ColumnValueKind.Flag: hash.Add(low != 0); break;
            case ColumnValueKind.Text or ColumnValueKind.Class: hash.Add(text); break;
            case ColumnValueKind.Time when form is not Form.Plain: hash.Add(ToTime()!.Value); break;
            case ColumnValueKind.Time or ColumnValueKind.Date: hash.Add(ToTicks()!.Value); break;
            case ColumnValueKind.Vector: hash.Add(Elements.Of(elements)); break;
            default: hash.AddMissing(); break;
        }
    }

    /// <summary>A date; null for every other kind.</summary>
    internal DateOnly? ToDate() => Kind == ColumnValueKind.Date ? DateOnly.FromDayNumber((int)low) : null;

    /// <summary>The elements of a vector; null for every other kind.</summary>
    internal float[]? ToElements() => elements;

    private double Double => BitConverter.Int64BitsToDouble(low);

    private decimal Decimal => new([(int)low, (int)(low >> 32), (int)high, (int)(high >> 32)]);

    private static long Join(int low, int high) => (uint)low | ((long)high << 32);
}
