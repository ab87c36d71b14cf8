using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Arrays;

namespace MlDsl.Columns;

/// <summary>Values of a fixed width, each of which becomes a value by itself.</summary>
/// <param name="array">The values.</param>
/// <param name="of">What a value becomes.</param>
/// <param name="isNumber">Whether it is the number that lies there.</param>
internal sealed class NumberColumn<T>(PrimitiveArray<T> array, Func<T, RecordValue> of, bool isNumber) : ArrowColumn where T : struct, IEquatable<T>
{
    public override RecordColumn? Take(int from, int count, RecordColumn? before)
    {
        if (!isNumber) return null;
        ValueColumn<T> taken = before as ValueColumn<T> ?? new ValueColumn<T>();
        array.Values.Slice(from, count).CopyTo(taken.Take(count));
        Miss(array, from, count, taken);
        return taken;
    }

    public override void Fill(int from, Span<RecordValue> values)
    {
        ReadOnlySpan<T> numbers = array.Values.Slice(from, values.Length);
        for (int i = 0; i < values.Length; i++) values[i] = of(numbers[i]);
        Clear(array, from, values);
    }
}

/// <summary>Flags, a bit each.</summary>
internal sealed class FlagColumn(BooleanArray array) : ArrowColumn
{
    public override RecordColumn Take(int from, int count, RecordColumn? before)
    {
        ValueColumn<bool> taken = before as ValueColumn<bool> ?? new ValueColumn<bool>();
        Span<bool> flags = taken.Take(count);
        for (int i = 0; i < count; i++) flags[i] = array.GetValue(from + i) == true;
        Miss(array, from, count, taken);
        return taken;
    }

    public override void Fill(int from, Span<RecordValue> values)
    {
        for (int i = 0; i < values.Length; i++) values[i] = array.GetValue(from + i) is { } flag ? RecordValue.Flag(flag) : RecordValue.Missing;
    }
}

/// <summary>The same value in every row.</summary>
internal sealed class ConstantColumn(RecordValue value) : ArrowColumn
{
    public override void Fill(int from, Span<RecordValue> values) => values.Fill(value);
}

/// <summary>Unique identifiers, of sixteen bytes in the order in which they are written.</summary>
internal sealed class GuidColumn(FixedSizeBinaryArray array) : ArrowColumn
{
    public override void Fill(int from, Span<RecordValue> values)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = array.IsNull(from + i) ? RecordValue.Missing : RecordValue.Identifier(new Guid(array.GetBytes(from + i), bigEndian: true));
    }
}

/// <summary>Decimal numbers of 4, 8, 16 or 32 bytes and one scale, as their digits: a column of any type reads them as from a text.</summary>
internal sealed class DecimalColumn : ArrowColumn
{
    // 256 bits have 77 digits; beside them a sign, a point and the zeros of a scale.
    private const int MostScale = 76, Room = 160;
    private readonly FixedSizeBinaryArray array;
    private readonly int width, scale;
    private byte[] digits = [];

    public DecimalColumn(FixedSizeBinaryArray array, int width, int scale)
    {
        if (Math.Abs(scale) > MostScale) throw new InvalidDataException(FormattableString.Invariant($"a decimal number has the scale {scale}, beyond {MostScale}"));
        (this.array, this.width, this.scale) = (array, width, scale);
    }

    public override void Fill(int from, Span<RecordValue> values)
    {
        if (digits.Length < Room * values.Length) digits = new byte[Room * values.Length];
        ReadOnlySpan<byte> bytes = array.ValueBuffer.Span.Slice((array.Offset + from) * width, values.Length * width);
        for (int i = 0; i < values.Length; i++)
        {
            int length = Write(new BigInteger(bytes.Slice(i * width, width)), scale, digits.AsSpan(i * Room, Room));
            values[i] = RecordValue.Digits(digits, i * Room, length);
        }
        Clear(array, from, values);
    }

    /// <summary>Writes a number without its point and then sets that: zeros before it where there are too few digits.</summary>
    private static int Write(BigInteger unscaled, int scale, Span<byte> digits)
    {
        Span<char> text = stackalloc char[80];
        unscaled.TryFormat(text, out int count, "D" + Math.Max(scale + 1, 1).ToString(System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
        int length = 0, point = count - scale;
        for (int i = 0; i < count; i++)
        {
            if (i == point) digits[length++] = (byte)'.';
            digits[length++] = (byte)text[i];
        }
        for (int i = scale; i < 0; i++) digits[length++] = (byte)'0';
        return length;
    }
}
