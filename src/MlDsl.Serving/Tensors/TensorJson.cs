using System.Buffers.Binary;
using System.Text.Json;
using MlDsl.Json;

namespace MlDsl.Serving;

/// <summary>Elements of a tensor as JSON: an array, flat or nested as the shape is, to the bytes that they are.</summary>
internal static class TensorJson
{
    /// <summary>Takes the array at the start of a text that is known to be well-formed.</summary>
    /// <exception cref="JsonRowException">There are more or fewer elements than the shape says, or one is not of the datatype.</exception>
    public static void Read(InferenceCall call, in InputTensor tensor, ReadOnlySpan<byte> json, int maxDepth)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxDepth });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray) throw tensor.Refused(JsonRowProblem.Value, "has 'data' that is no array; send one");
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartArray && tensor.Dimensions == 2)
        {
            for (int row = 0; reader.TokenType != JsonTokenType.EndArray; row++)
            {
                if (row == tensor.Rows || reader.TokenType != JsonTokenType.StartArray) throw WrongCount(in tensor);
                reader.Read();
                Elements(call, in tensor, ref reader, tensor.Width, row * tensor.Width);
                reader.Read();
                if (row == tensor.Rows - 1 && reader.TokenType == JsonTokenType.EndArray) return;
            }
            throw WrongCount(in tensor);
        }
        Elements(call, in tensor, ref reader, tensor.Count, 0);
    }

    /// <summary>Writes elements as the text of an array.</summary>
    public static void Write(Utf8JsonWriter json, TensorType type, ReadOnlySpan<byte> elements)
    {
        json.WriteStartArray();
        while (!elements.IsEmpty)
        {
            int size = type.Size();
            switch (type)
            {
                case TensorType.Bool: json.WriteBooleanValue(elements[0] != 0); break;
                case TensorType.Int64: json.WriteNumberValue(BinaryPrimitives.ReadInt64LittleEndian(elements)); break;
                case TensorType.Fp32: JsonNumber.WriteSingle(json, BinaryPrimitives.ReadSingleLittleEndian(elements)); break;
                case TensorType.Fp64: JsonNumber.Write(json, BinaryPrimitives.ReadDoubleLittleEndian(elements)); break;
                default:
                    size = 4 + (int)BinaryPrimitives.ReadUInt32LittleEndian(elements);
                    json.WriteStringValue(elements[4..size]);
                    break;
            }
            elements = elements[size..];
        }
        json.WriteEndArray();
    }

    // Ends at the end of the array.
    private static void Elements(InferenceCall call, in InputTensor tensor, ref Utf8JsonReader reader, int count, int from)
    {
        for (int i = 0; i < count; i++)
        {
            if (reader.TokenType == JsonTokenType.EndArray) throw WrongCount(in tensor);
            if (!TryElement(call, tensor.Type, ref reader))
                throw tensor.Refused(JsonRowProblem.Value, FormattableString.Invariant($"has an element {from + i} that is no {tensor.Type.Word()}"));
            reader.Read();
        }
        if (reader.TokenType != JsonTokenType.EndArray) throw WrongCount(in tensor);
    }

    private static bool TryElement(InferenceCall call, TensorType type, ref Utf8JsonReader reader)
    {
        if (type == TensorType.Bytes) return TryText(call, ref reader);
        Span<byte> to = call.Tensors.Data.GetSpan(8);
        bool isRead = type == TensorType.Bool ? reader.TokenType is JsonTokenType.True or JsonTokenType.False
            : type.IsBinary() && reader.TokenType is JsonTokenType.String or JsonTokenType.Null ? TryNamed(type, ref reader, to)
            : reader.TokenType == JsonTokenType.Number && TryNumber(type, ref reader, to);
        if (type == TensorType.Bool) to[0] = reader.TokenType == JsonTokenType.True ? (byte)1 : (byte)0;
        call.Tensors.Data.Advance(type.Size());
        return isRead;
    }

    private static bool TryNumber(TensorType type, ref Utf8JsonReader reader, Span<byte> to)
    {
        switch (type)
        {
            case TensorType.UInt8: return reader.TryGetByte(out to[0]);
            case TensorType.Int8:
                bool isSmall = reader.TryGetSByte(out sbyte small);
                to[0] = (byte)small;
                return isSmall;
            case TensorType.UInt16: return reader.TryGetUInt16(out ushort u16) && BinaryPrimitives.TryWriteUInt16LittleEndian(to, u16);
            case TensorType.UInt32: return reader.TryGetUInt32(out uint u32) && BinaryPrimitives.TryWriteUInt32LittleEndian(to, u32);
            case TensorType.UInt64: return reader.TryGetUInt64(out ulong u64) && BinaryPrimitives.TryWriteUInt64LittleEndian(to, u64);
            case TensorType.Int16: return reader.TryGetInt16(out short i16) && BinaryPrimitives.TryWriteInt16LittleEndian(to, i16);
            case TensorType.Int32: return reader.TryGetInt32(out int i32) && BinaryPrimitives.TryWriteInt32LittleEndian(to, i32);
            case TensorType.Int64: return reader.TryGetInt64(out long i64) && BinaryPrimitives.TryWriteInt64LittleEndian(to, i64);
            // Its own shortest text gives its own bits.
            case TensorType.Fp32: return reader.TryGetSingle(out float single) && float.IsFinite(single) && BinaryPrimitives.TryWriteSingleLittleEndian(to, single);
            default: return reader.TryGetDouble(out double value) && double.IsFinite(value) && TryWrite(type, value, to);
        }
    }

    // What JSON has no number for; null is NaN, too, as in answers.
    private static bool TryNamed(TensorType type, ref Utf8JsonReader reader, Span<byte> to)
    {
        double? value = reader.TokenType == JsonTokenType.Null || reader.ValueTextEquals("NaN"u8) ? double.NaN
            : reader.ValueTextEquals("Infinity"u8) ? double.PositiveInfinity
            : reader.ValueTextEquals("-Infinity"u8) ? double.NegativeInfinity
            : null;
        return value is { } named && TryWrite(type, named, to);
    }

    private static bool TryWrite(TensorType type, double value, Span<byte> to) => type switch
    {
        TensorType.Fp16 => (Half.IsFinite((Half)value) || !double.IsFinite(value)) && BinaryPrimitives.TryWriteHalfLittleEndian(to, (Half)value),
        TensorType.Fp32 => BinaryPrimitives.TryWriteSingleLittleEndian(to, (float)value),
        _ => BinaryPrimitives.TryWriteDoubleLittleEndian(to, value),
    };

    private static bool TryText(InferenceCall call, ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String) return false;
        Span<byte> to = call.Tensors.Data.GetSpan(4 + reader.ValueSpan.Length);
        try
        {
            int length = reader.CopyString(to[4..]);
            BinaryPrimitives.WriteUInt32LittleEndian(to, (uint)length);
            call.Tensors.Data.Advance(4 + length);
            return true;
        }
        catch (InvalidOperationException)
        {
            // No UTF-8, or half a surrogate pair.
            return false;
        }
    }

    private static JsonRowException WrongCount(in InputTensor tensor) =>
        tensor.Refused(JsonRowProblem.Value, FormattableString.Invariant($"has other than the {tensor.Count} elements of its shape, or other arrays in its 'data' than its shape has; send all of them flat, or an array for each row"));
}
