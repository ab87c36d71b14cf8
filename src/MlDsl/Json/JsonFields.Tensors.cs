using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using MlDsl.Json;

namespace MlDsl;

// Rows whose columns are tensors: the same methods give the same values. A text is read as the JSON string that it would be; numbers and flags are read as they lie.
public ref partial struct JsonFields
{
    /// <summary>The fields of rows in tensors, each of which is as long as its shape says.</summary>
    /// <param name="format">How rows are written.</param>
    /// <param name="tensors">The tensors. Every column that must be there is.</param>
    /// <param name="unknown">Counts for each column the texts that the vocabulary does not have; may be empty.</param>
    internal JsonFields(JsonRowFormat format, TensorRows tensors, Span<int> unknown)
    {
        (this.format, this.tensors) = (format, tensors);
        this.unknown = unknown;
        data = tensors.Data.WrittenSpan;
        isArray = true;
        row = column = -1;
    }

    /// <summary>Goes to the next row of tensors; false where there is none.</summary>
    internal bool NextTensorRow()
    {
        if (++row >= tensors!.Count) return false;
        column = -1;
        // A scorer that a serializer describes has no columns: each of its rows is a text of JSON.
        if (format.Count == 0) reader = new Utf8JsonReader(NextText(ref tensors.Columns[0]), new JsonReaderOptions { MaxDepth = format.Options.MaxDepth });
        return true;
    }

    private bool NextTensor()
    {
        while (++column < format.Count)
        {
            ref TensorColumn tensor = ref tensors!.Columns[column];
            if (!tensor.IsPresent) continue;
            type = tensor.Type;
            if (type == TensorType.Bytes)
            {
                ReadOnlySpan<byte> text = NextText(ref tensor);
                // As an empty field of a file is.
                isAbsent = text.IsEmpty && format.IsNullable(column);
                CheckLength(column, text.Length);
                reader = new Utf8JsonReader(tensors.Quoted(text));
                reader.Read();
            }
            else
            {
                at = tensor.Start + (row * tensor.Width * type.Size());
                element = -1;
                isAbsent = format.IsNullable(column) && format.Columns[column].Length == 0 && IsNaN();
            }
            return true;
        }
        return false;
    }

    // The next element of a vector; −1 stands before the first.
    private bool NextTensorElement(int length)
    {
        if (++element > 0) at += type.Size();
        if (element >= length) return false;
        isAbsent = IsNaN();
        return true;
    }

    private readonly ReadOnlySpan<byte> NextText(scoped ref TensorColumn tensor)
    {
        int length = (int)BinaryPrimitives.ReadUInt32LittleEndian(data[tensor.Start..]);
        ReadOnlySpan<byte> text = data.Slice(tensor.Start + 4, length);
        tensor.Start += 4 + length;
        return text;
    }

    private readonly bool? TensorFlag(int column) => isAbsent ? null : data[at] switch { 0 => false, 1 => true, _ => throw Wrong(column, "0 or 1") };

    private readonly T TensorNumber<T>(int column, int? element) where T : struct, INumberBase<T>
    {
        try
        {
            switch (type)
            {
                case TensorType.Int8: return T.CreateChecked((sbyte)data[at]);
                case TensorType.UInt8: return T.CreateChecked(data[at]);
                case TensorType.Int16: return T.CreateChecked(BinaryPrimitives.ReadInt16LittleEndian(data[at..]));
                case TensorType.UInt16: return T.CreateChecked(BinaryPrimitives.ReadUInt16LittleEndian(data[at..]));
                case TensorType.Int32: return T.CreateChecked(BinaryPrimitives.ReadInt32LittleEndian(data[at..]));
                case TensorType.UInt32: return T.CreateChecked(BinaryPrimitives.ReadUInt32LittleEndian(data[at..]));
                case TensorType.Int64: return T.CreateChecked(BinaryPrimitives.ReadInt64LittleEndian(data[at..]));
                case TensorType.UInt64: return T.CreateChecked(BinaryPrimitives.ReadUInt64LittleEndian(data[at..]));
                default:
                    double value = Binary();
                    // What is finite stays so, and an integer is one.
                    if (IsBinary<T>() || typeof(T) == typeof(decimal) || Math.Floor(value) == value)
                    {
                        T number = T.CreateChecked(value);
                        if (T.IsFinite(number) || !double.IsFinite(value)) return number;
                    }
                    break;
            }
        }
        catch (OverflowException)
        {
            // It is said below.
        }
        throw element is null ? Wrong(column) : WrongElement(column, element.Value);
    }

    private readonly bool IsNaN() => type.IsBinary() && double.IsNaN(Binary());

    private readonly double Binary() => type switch
    {
        TensorType.Fp16 => (double)BinaryPrimitives.ReadHalfLittleEndian(data[at..]),
        TensorType.Fp32 => BinaryPrimitives.ReadSingleLittleEndian(data[at..]),
        _ => BinaryPrimitives.ReadDoubleLittleEndian(data[at..]),
    };

    // A number of a tensor, for a message.
    private readonly string FoundNumber() => type switch
    {
        TensorType.Bool or TensorType.UInt8 => data[at].ToString(CultureInfo.InvariantCulture),
        TensorType.Int8 => ((sbyte)data[at]).ToString(CultureInfo.InvariantCulture),
        TensorType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(data[at..]).ToString(CultureInfo.InvariantCulture),
        TensorType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(data[at..]).ToString(CultureInfo.InvariantCulture),
        TensorType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(data[at..]).ToString(CultureInfo.InvariantCulture),
        TensorType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(data[at..]).ToString(CultureInfo.InvariantCulture),
        TensorType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(data[at..]).ToString(CultureInfo.InvariantCulture),
        TensorType.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(data[at..]).ToString(CultureInfo.InvariantCulture),
        _ => Binary().ToString(CultureInfo.InvariantCulture),
    };
}
