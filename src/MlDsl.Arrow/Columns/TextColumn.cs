using System.Numerics;
using System.Runtime.InteropServices;
using Apache.Arrow;

namespace MlDsl.Columns;

/// <summary>Texts in UTF-8 behind each other, with offsets of 32 or 64 bits.</summary>
internal sealed class TextColumn<TOffset>(Apache.Arrow.Array array) : ArrowColumn where TOffset : unmanaged, IBinaryInteger<TOffset>
{
    private readonly TextBuffer buffer = new();

    public override RecordColumn? Take(int from, int count, RecordColumn? before)
    {
        ReadOnlySpan<TOffset> offsets = MemoryMarshal.Cast<byte, TOffset>(array.Data.Buffers[1].Span).Slice(array.Offset + from, count + 1);
        ReadOnlySpan<byte> bytes = array.Data.Buffers[2].Span;
        long start = long.CreateTruncating(offsets[0]), last = start, end = long.CreateTruncating(offsets[count]);
        // Of texts that do not lie behind each other in their buffer, some are damaged.
        if (start < 0 || end < start || end > bytes.Length) return null;
        Utf8Column taken = before as Utf8Column ?? new Utf8Column();
        Span<int> begins = taken.Take(bytes[(int)start..(int)end], count);
        for (int i = 0; i <= count; i++)
        {
            long at = long.CreateTruncating(offsets[i]);
            if (at < last) return null;
            begins[i] = (int)(at - start);
            last = at;
        }
        Miss(array, from, count, taken);
        return taken;
    }

    public override void Fill(int from, Span<RecordValue> values)
    {
        ReadOnlySpan<TOffset> offsets = MemoryMarshal.Cast<byte, TOffset>(array.Data.Buffers[1].Span).Slice(array.Offset + from, values.Length + 1);
        ReadOnlySpan<byte> bytes = array.Data.Buffers[2].Span;
        buffer.Clear();
        for (int i = 0; i < values.Length; i++)
        {
            (long start, long end) = (long.CreateTruncating(offsets[i]), long.CreateTruncating(offsets[i + 1]));
            values[i] = start < 0 || end < start || end > bytes.Length ? TextBuffer.Outside : buffer.Add(bytes[(int)start..(int)end]);
        }
        Clear(array, from, values);
    }
}

/// <summary>Texts in UTF-8 wherever they lie.</summary>
internal sealed class TextViewColumn(StringViewArray array) : ArrowColumn
{
    private readonly TextBuffer buffer = new();

    public override void Fill(int from, Span<RecordValue> values)
    {
        buffer.Clear();
        for (int i = 0; i < values.Length; i++)
        {
            try
            {
                ReadOnlySpan<byte> text = array.GetBytes(from + i, out bool isNull);
                values[i] = isNull ? RecordValue.Missing : buffer.Add(text);
            }
            catch (Exception problem) when (problem is ArgumentException or IndexOutOfRangeException or OverflowException)
            {
                values[i] = TextBuffer.Outside;
            }
        }
    }
}

/// <summary>Copies of texts: what a library lends may lie outside the managed memory and go with its batch.</summary>
internal sealed class TextBuffer
{
    private byte[] bytes = [];
    private int end;

    /// <summary>What stands for a text whose place is not within its buffer.</summary>
    public static RecordValue Outside { get; } = RecordValue.Other("a damaged text, whose place is outside its buffer");

    /// <summary>Forgets the texts. A value that was given before stays what it is until the next text is added.</summary>
    public void Clear() => end = 0;

    /// <summary>A copy of a text.</summary>
    public RecordValue Add(ReadOnlySpan<byte> text)
    {
        // Values hold the array in which they lie, so a larger one takes nothing from those before.
        if (bytes.Length - end < text.Length) (bytes, end) = (new byte[Math.Max(Math.Max(4096, bytes.Length * 2), text.Length)], 0);
        text.CopyTo(bytes.AsSpan(end));
        RecordValue value = RecordValue.Text(bytes, end, text.Length);
        end += text.Length;
        return value;
    }
}
