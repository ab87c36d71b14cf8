using System.Buffers;
using System.Buffers.Binary;

namespace MlDsl.Json;

/// <summary>Where the values of one column lie.</summary>
internal struct TensorColumn
{
    /// <summary>Whether there is a tensor of it.</summary>
    public bool IsPresent;

    public TensorType Type;

    /// <summary>The first byte; of texts that of the next one.</summary>
    public int Start;

    /// <summary>The elements of a row.</summary>
    public int Width;
}

/// <summary>
/// Rows as one tensor per column, each checked to be as long as its shape says: little-endian elements one behind the other, texts behind their length in
/// four bytes. Kept between calls by whoever makes it.
/// </summary>
internal sealed class TensorRows
{
    // A buffer that one long request widened does not stay.
    private const int MostKept = 1 << 20;

    private TensorColumn[] columns = [];
    private byte[] scratch = new byte[256];

    /// <summary>The columns, by the numbers of their format.</summary>
    public Span<TensorColumn> Columns => columns.AsSpan(0, Width);

    /// <summary>How many columns there are.</summary>
    public int Width { get; private set; }

    /// <summary>The number of rows; −1 until a tensor says it.</summary>
    public int Count { get; set; }

    /// <summary>The elements of all tensors.</summary>
    public ArrayBufferWriter<byte> Data { get; private set; } = new(4096);

    /// <summary>Forgets everything, and takes tensors of so many columns.</summary>
    public void Reset(int width)
    {
        if (columns.Length < width) columns = new TensorColumn[width];
        Width = width;
        Columns.Clear();
        Count = -1;
        if (Data.Capacity > MostKept) Data = new(4096);
        Data.ResetWrittenCount();
    }

    /// <summary>Whether <paramref name="data"/> is exactly so many elements.</summary>
    public static bool IsLong(ReadOnlySpan<byte> data, TensorType type, int elements)
    {
        if (type != TensorType.Bytes) return data.Length == (long)elements * type.Size();
        for (; elements > 0; elements--)
        {
            if (data.Length < 4) return false;
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(data);
            if (length > data.Length - 4) return false;
            data = data[(4 + (int)length)..];
        }
        return data.IsEmpty;
    }

    /// <summary>A text as a JSON string.</summary>
    public ReadOnlySpan<byte> Quoted(ReadOnlySpan<byte> text)
    {
        // A control character becomes six bytes.
        int most = (text.Length * 6) + 2;
        if (scratch.Length < most) scratch = new byte[most];
        Span<byte> quoted = scratch;
        int length = 0;
        quoted[length++] = (byte)'"';
        foreach (byte one in text)
        {
            if (one < ' ')
            {
                "\\u00"u8.CopyTo(quoted[length..]);
                quoted[length + 4] = (byte)('0' + (one >> 4));
                quoted[length + 5] = (byte)"0123456789abcdef"[one & 15];
                length += 6;
                continue;
            }
            if (one is (byte)'"' or (byte)'\\') quoted[length++] = (byte)'\\';
            quoted[length++] = one;
        }
        quoted[length++] = (byte)'"';
        return quoted[..length];
    }
}
