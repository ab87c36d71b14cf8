using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace MlDsl.Kernels;

/// <summary>Turns Universal Binary JSON (draft 12), as XGBoost writes it, into JSON.</summary>
internal ref struct UbjsonReader
{
    private const int MaxDepth = 64;
    private readonly ReadOnlySpan<byte> bytes;
    private readonly Utf8JsonWriter writer;
    private int position;

    private UbjsonReader(ReadOnlySpan<byte> bytes, Utf8JsonWriter writer)
    {
        this.bytes = bytes;
        this.writer = writer;
    }

    /// <summary>Whether bytes that start an object are UBJSON: in JSON a quote, a brace or white space follows.</summary>
    public static bool IsUbjson(ReadOnlySpan<byte> file) => file is [(byte)'{', (byte)'L' or (byte)'i' or (byte)'U' or (byte)'I' or (byte)'l' or (byte)'$' or (byte)'#', ..];

    /// <exception cref="TreeEnsembleException">The bytes are malformed or cut short.</exception>
    public static byte[] ToJson(ReadOnlySpan<byte> file)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            var reader = new UbjsonReader(file, writer);
            reader.Value(reader.Byte(), 0);
        }
        return buffer.WrittenSpan.ToArray();
    }

    private void Value(byte type, int depth)
    {
        if (depth > MaxDepth) throw Malformed("is nested too deeply");
        switch ((char)type)
        {
            case '{':
                Object(depth);
                break;
            case '[':
                List(depth);
                break;
            case 'S':
                writer.WriteStringValue(Text());
                break;
            case 'C':
                writer.WriteStringValue(Take(1));
                break;
            case 'T' or 'F':
                writer.WriteBooleanValue(type == 'T');
                break;
            case 'Z':
                writer.WriteNullValue();
                break;
            case 'd':
                Number(BinaryPrimitives.ReadSingleBigEndian(Take(sizeof(float))));
                break;
            case 'D':
                Number(BinaryPrimitives.ReadDoubleBigEndian(Take(sizeof(double))));
                break;
            default:
                writer.WriteNumberValue(Integer(type));
                break;
        }
    }

    // JSON has no number for these; they become the words that LooseJson makes of XGBoost's own.
    private readonly void Number(double value)
    {
        if (double.IsFinite(value)) writer.WriteNumberValue(value);
        else writer.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }

    private readonly void Number(float value)
    {
        if (float.IsFinite(value)) writer.WriteNumberValue(value);
        else Number((double)value);
    }

    private void Object(int depth)
    {
        (byte? type, long? count) = Head();
        writer.WriteStartObject();
        for (long i = 0; count is null ? Peek() != '}' : i < count; i++)
        {
            writer.WritePropertyName(Text());
            Value(type ?? Byte(), depth + 1);
        }
        if (count is null) position++;
        writer.WriteEndObject();
    }

    private void List(int depth)
    {
        (byte? type, long? count) = Head();
        writer.WriteStartArray();
        for (long i = 0; count is null ? Peek() != ']' : i < count; i++) Value(type ?? Byte(), depth + 1);
        if (count is null) position++;
        writer.WriteEndArray();
    }

    /// <summary>The type and the number of a container's values, where it gives them ahead.</summary>
    private (byte? Type, long? Count) Head()
    {
        byte? type = null;
        if (Peek() == '$')
        {
            position++;
            type = Byte();
            if (Peek() != '#') throw Malformed("gives a type without a count");
        }
        if (Peek() != '#') return (null, null);
        position++;
        long count = Integer(Byte());

        // Values without a byte of their own could be counted without end; XGBoost writes none.
        bool isFree = type is (byte)'T' or (byte)'F' or (byte)'Z';
        return count >= 0 && count <= bytes.Length && !isFree ? (type, count) : throw Malformed($"counts {count} values");
    }

    private ReadOnlySpan<byte> Text()
    {
        long length = Integer(Byte());
        ReadOnlySpan<byte> text = Take(length);
        return System.Text.Unicode.Utf8.IsValid(text) ? text : throw Malformed("holds a text that is no UTF-8");
    }

    private long Integer(byte type) => (char)type switch
    {
        'i' => (sbyte)Byte(),
        'U' => Byte(),
        'I' => BinaryPrimitives.ReadInt16BigEndian(Take(sizeof(short))),
        'l' => BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int))),
        'L' => BinaryPrimitives.ReadInt64BigEndian(Take(sizeof(long))),
        _ => throw Malformed($"has a value of the unknown type {type}"),
    };

    private readonly byte Peek() => position < bytes.Length ? bytes[position] : throw Malformed("ends too early");

    private byte Byte() => Take(1)[0];

    private ReadOnlySpan<byte> Take(long length)
    {
        if (length < 0 || length > bytes.Length - position) throw Malformed("ends too early");
        ReadOnlySpan<byte> taken = bytes.Slice(position, (int)length);
        position += (int)length;
        return taken;
    }

    private readonly TreeEnsembleException Malformed(string problem) => new($"The UBJSON model is malformed: at byte {position} it {problem}");
}
