using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using MlDsl.Json;

namespace MlDsl.Serving;

/// <summary>The outputs of rows as one tensor for each part of them. Kept between calls by whoever makes it.</summary>
internal sealed class OutputTensors
{
    // Buffers that one long answer widened do not stay.
    private const int MostKept = 1 << 20;

    private readonly List<ArrayBufferWriter<byte>> elements = [];

    /// <summary>The bytes of memory that are kept.</summary>
    public long Kept
    {
        get
        {
            long kept = 0;
            foreach (ArrayBufferWriter<byte> column in elements) kept += column.Capacity;
            return kept;
        }
    }

    /// <summary>How the outputs lie; null where there were none to tell.</summary>
    public OutputLayout? Layout { get; private set; }

    /// <summary>The number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>The elements of a tensor, little-endian; texts behind their length in four bytes.</summary>
    public ReadOnlySpan<byte> this[int column] => elements[column].WrittenSpan;

    public void Clear()
    {
        (Layout, Count) = (null, 0);
        if (Kept > MostKept) elements.Clear();
        foreach (ArrayBufferWriter<byte> column in elements) column.ResetWrittenCount();
    }

    /// <summary>Takes the outputs of all rows, and nothing where one is made in another way than the layout says.</summary>
    /// <param name="json">An array of them.</param>
    /// <param name="layout">How each is made.</param>
    public bool TryRead(ReadOnlySpan<byte> json, OutputLayout layout)
    {
        Layout = layout;
        while (elements.Count < layout.Columns.Count) elements.Add(new());
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (layout.Steps.Count == 0)
            {
                ReadWhole(ref reader, json);
            }
            else if (!TryParts(ref reader, layout))
            {
                Clear();
                return false;
            }
            Count++;
        }
        return true;
    }

    private void ReadWhole(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        Text(0, json[start..(int)reader.BytesConsumed]);
    }

    private bool TryParts(ref Utf8JsonReader reader, OutputLayout layout)
    {
        for (int i = 0; i < layout.Steps.Count; i++)
        {
            if (i > 0) reader.Read();
            OutputStep step = layout.Steps[i];
            bool isRead = step.Column >= 0 ? TryValue(ref reader, step.Column, layout.Columns[step.Column].Type)
                : step.Token == reader.TokenType && (step.Name is null || reader.ValueTextEquals(step.Name));
            if (!isRead) return false;
        }
        return true;
    }

    private bool TryValue(ref Utf8JsonReader reader, int column, TensorType type)
    {
        Span<byte> to = elements[column].GetSpan(8);
        bool isRead;
        switch (type)
        {
            case TensorType.Bool:
                isRead = reader.TokenType is JsonTokenType.True or JsonTokenType.False;
                to[0] = reader.TokenType == JsonTokenType.True ? (byte)1 : (byte)0;
                break;
            case TensorType.Int64:
                isRead = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long whole) && BinaryPrimitives.TryWriteInt64LittleEndian(to, whole);
                break;
            case TensorType.Fp32:
                isRead = reader.TokenType != JsonTokenType.Number ? TryNamed(ref reader, out double named) && BinaryPrimitives.TryWriteSingleLittleEndian(to, (float)named)
                    : reader.TryGetSingle(out float single) && BinaryPrimitives.TryWriteSingleLittleEndian(to, single);
                break;
            case TensorType.Fp64:
                isRead = (reader.TokenType != JsonTokenType.Number ? TryNamed(ref reader, out double number) : reader.TryGetDouble(out number)) && BinaryPrimitives.TryWriteDoubleLittleEndian(to, number);
                break;
            default:
                if (reader.TokenType != JsonTokenType.String) return false;
                if (reader.ValueIsEscaped) Text(column, System.Text.Encoding.UTF8.GetBytes(reader.GetString()!));
                else Text(column, reader.ValueSpan);
                return true;
        }
        elements[column].Advance(type.Size());
        return isRead;
    }

    private static bool TryNamed(ref Utf8JsonReader reader, out double value)
    {
        bool isText = reader.TokenType == JsonTokenType.String;
        value = isText && reader.ValueTextEquals("Infinity"u8) ? double.PositiveInfinity : isText && reader.ValueTextEquals("-Infinity"u8) ? double.NegativeInfinity : double.NaN;
        return reader.TokenType == JsonTokenType.Null || (isText && !double.IsNaN(value));
    }

    private void Text(int column, ReadOnlySpan<byte> text)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(elements[column].GetSpan(4), (uint)text.Length);
        elements[column].Advance(4);
        elements[column].Write(text);
    }
}
