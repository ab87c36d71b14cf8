using System.Buffers.Binary;
using System.Text;

namespace MlDsl.Compiler.Onnx;

/// <summary>Protobuf's wire format over bytes in memory: one message, field after field.</summary>
internal ref struct WireSpan(ReadOnlySpan<byte> message)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    private ReadOnlySpan<byte> rest = message;
    private ReadOnlySpan<byte> bytes;
    private ulong number;
    private int wire;

    /// <summary>The number of the field that <see cref="Next"/> found.</summary>
    public int Field { get; private set; }

    /// <summary>A field that holds a message, a text or bytes.</summary>
    public readonly ReadOnlySpan<byte> Bytes => wire == 2 ? bytes : throw Malformed();

    public readonly string Text => Utf8.GetString(Bytes);

    public readonly long Int64 => wire == 0 ? unchecked((long)number) : throw Malformed();

    public readonly float Single => wire == 5 ? BitConverter.UInt32BitsToSingle((uint)number) : throw Malformed();

    /// <summary>Steps to the next field; false at the end.</summary>
    public bool Next()
    {
        if (rest.IsEmpty) return false;
        ulong tag = Varint();
        (Field, wire) = ((int)(tag >> 3), (int)(tag & 7));
        switch (wire)
        {
            case 0:
                number = Varint();
                break;
            case 1:
                number = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
                break;
            case 2:
                ulong length = Varint();
                bytes = length <= (ulong)rest.Length ? Take((int)length) : throw Malformed();
                break;
            case 5:
                number = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
                break;
            default:
                throw Malformed();
        }
        return true;
    }

    /// <summary>Adds the numbers of a repeated field, packed or not.</summary>
    public readonly void AddTo(List<long> into)
    {
        if (wire == 0)
        {
            into.Add(Int64);
            return;
        }
        var packed = new WireSpan(Bytes);
        while (!packed.rest.IsEmpty) into.Add(unchecked((long)packed.Varint()));
    }

    /// <summary>Adds the bits of a repeated field of four or eight bytes each, packed or not.</summary>
    public readonly void AddTo(List<ulong> into, int size)
    {
        if (wire != 2)
        {
            if (wire != (size == 4 ? 5 : 1)) throw Malformed();
            into.Add(number);
            return;
        }
        if (bytes.Length % size != 0) throw Malformed();
        for (int i = 0; i < bytes.Length; i += size)
            into.Add(size == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[i..]) : BinaryPrimitives.ReadUInt64LittleEndian(bytes[i..]));
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > rest.Length) throw Malformed();
        ReadOnlySpan<byte> taken = rest[..count];
        rest = rest[count..];
        return taken;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int i = 0; i < 10 && i < rest.Length; i++)
        {
            value |= (ulong)(rest[i] & 0x7F) << (7 * i);
            if (rest[i] >= 0x80) continue;
            rest = rest[(i + 1)..];
            return value;
        }
        throw Malformed();
    }

    private static InvalidDataException Malformed() => new("its protobuf is broken");
}
