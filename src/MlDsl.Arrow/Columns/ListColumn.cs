using System.Numerics;
using System.Runtime.InteropServices;
using Apache.Arrow;

namespace MlDsl.Columns;

/// <summary>Lists of values, with offsets of 32 or 64 bits.</summary>
internal sealed class ListColumn<TOffset>(Apache.Arrow.Array array, ArrowColumn elements, int count) : ArrowColumn where TOffset : unmanaged, IBinaryInteger<TOffset>
{
    private RecordValue[] taken = [];

    public override void Fill(int from, Span<RecordValue> values)
    {
        ReadOnlySpan<TOffset> offsets = MemoryMarshal.Cast<byte, TOffset>(array.Data.Buffers[1].Span).Slice(array.Offset + from, values.Length + 1);
        (long first, long last) = (Within(offsets[0]), Within(offsets[^1]));
        int total = (int)Math.Max(last - first, 0);
        if (taken.Length < total) taken = new RecordValue[total];
        elements.Fill((int)first, taken.AsSpan(0, total));
        for (int i = 0; i < values.Length; i++)
        {
            (long start, long end) = (long.CreateTruncating(offsets[i]) - first, long.CreateTruncating(offsets[i + 1]) - first);
            values[i] = start < 0 || end < start || end > total
                ? RecordValue.Other("a damaged list, whose place is outside its buffer") : RecordValue.List(taken, (int)start, (int)(end - start));
        }
        Clear(array, from, values);
    }

    private long Within(TOffset offset) => Math.Clamp(long.CreateTruncating(offset), 0, count);
}

/// <summary>Lists of one length.</summary>
internal sealed class FixedListColumn(FixedSizeListArray array, int length, ArrowColumn elements) : ArrowColumn
{
    private RecordValue[] taken = [];

    public override void Fill(int from, Span<RecordValue> values)
    {
        int total = values.Length * length;
        if (taken.Length < total) taken = new RecordValue[total];
        elements.Fill((array.Offset + from) * length, taken.AsSpan(0, total));
        for (int i = 0; i < values.Length; i++) values[i] = RecordValue.List(taken, i * length, length);
        Clear(array, from, values);
    }
}
