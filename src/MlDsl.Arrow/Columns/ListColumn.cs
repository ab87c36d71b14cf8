using System.Numerics;
using System.Runtime.InteropServices;
using Apache.Arrow;

namespace MlDsl.Columns;

/// <summary>Columns whose values are lists: their elements are taken out when the row is read, one list at a time.</summary>
internal interface ILists
{
    /// <summary>The elements of the list of a row; what is no list stays as it is.</summary>
    /// <param name="row">The row of the batch.</param>
    /// <param name="filled">What <see cref="ArrowColumn.Fill"/> gave for it.</param>
    RecordValue Elements(int row, in RecordValue filled);
}

/// <summary>Takes the elements of one list after the other out of their column.</summary>
internal sealed class ElementBuffer(ArrowColumn elements, long count)
{
    // No vector is longer; a longer list is a damaged one, or no row's.
    private const int Most = 1 << 20;
    private RecordValue[] taken = [];

    /// <summary>The elements from a place on.</summary>
    public RecordValue Take(long start, long length)
    {
        if (start < 0 || length < 0 || start + length > count) return RecordValue.Other("a damaged list, whose place is outside its buffer");
        if (length > Most) return RecordValue.Other(FormattableString.Invariant($"a list of {length} values"));
        if (taken.Length < length) taken = new RecordValue[Math.Max(length, taken.Length * 2L)];
        try
        {
            elements.Fill((int)start, taken.AsSpan(0, (int)length));
        }
        catch (Exception problem) when (problem is ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            return RecordValue.Other("a damaged list, whose values are not there");
        }
        return RecordValue.List(taken, 0, (int)length);
    }
}

/// <summary>Lists of values, with offsets of 32 or 64 bits.</summary>
internal sealed class ListColumn<TOffset>(Apache.Arrow.Array array, ArrowColumn elements, int count) : ArrowColumn, ILists where TOffset : unmanaged, IBinaryInteger<TOffset>
{
    private readonly ElementBuffer buffer = new(elements, count);

    public override void Fill(int from, Span<RecordValue> values)
    {
        values.Fill(RecordValue.List([], 0, 0));
        Clear(array, from, values);
    }

    public RecordValue Elements(int row, in RecordValue filled)
    {
        if (filled.Kind != RecordValueKind.List) return filled;
        ReadOnlySpan<TOffset> offsets = MemoryMarshal.Cast<byte, TOffset>(array.Data.Buffers[1].Span);
        if (offsets.Length < array.Offset + row + 2) return RecordValue.Other("a damaged list, whose place is not there");
        (long start, long end) = (long.CreateTruncating(offsets[array.Offset + row]), long.CreateTruncating(offsets[array.Offset + row + 1]));
        return buffer.Take(start, end - start);
    }
}

/// <summary>Lists of one length.</summary>
internal sealed class FixedListColumn(FixedSizeListArray array, int length, ArrowColumn elements) : ArrowColumn, ILists
{
    private readonly ElementBuffer buffer = new(elements, array.Values.Length);

    public override void Fill(int from, Span<RecordValue> values)
    {
        values.Fill(RecordValue.List([], 0, 0));
        Clear(array, from, values);
    }

    public RecordValue Elements(int row, in RecordValue filled) =>
        filled.Kind == RecordValueKind.List ? buffer.Take(((long)array.Offset + row) * length, length) : filled;
}
