using System.Buffers.Binary;

namespace MlDsl.Onnx.Suite;

/// <summary>Walks the fields of a protobuf message in memory; the official files are trusted.</summary>
internal ref struct ProtobufFields(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> rest = message;

    public int Field { get; private set; }

    /// <summary>A varint's value, or the bits of a fixed one.</summary>
    public ulong Number { get; private set; }

    /// <summary>The content of a field of bytes.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    public bool IsBytes { get; private set; }

    public bool Next()
    {
        if (rest.IsEmpty) return false;
        ulong tag = Varint(ref rest);
        Field = (int)(tag >> 3);
        IsBytes = (tag & 7) == 2;
        Bytes = default;
        switch (tag & 7)
        {
            case 0: Number = Varint(ref rest); break;
            case 1: Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(8)); break;
            case 5: Number = BinaryPrimitives.ReadUInt32LittleEndian(Take(4)); break;
            case 2: Bytes = Take((int)Varint(ref rest)); break;
            default: throw new InvalidDataException($"Wire type {tag & 7} in field {Field}");
        }
        return true;
    }

    /// <summary>The varints of the field: one, or a packed list.</summary>
    public readonly List<long> Varints()
    {
        if (!IsBytes) return [(long)Number];
        var values = new List<long>();
        for (ReadOnlySpan<byte> packed = Bytes; !packed.IsEmpty;) values.Add((long)Varint(ref packed));
        return values;
    }

    /// <summary>The fixed numbers of the field, as bytes: one, or a packed list.</summary>
    public readonly byte[] Fixed(int size)
    {
        if (IsBytes) return Bytes.ToArray();
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Number);
        return bytes[..size];
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        ReadOnlySpan<byte> taken = rest[..count];
        rest = rest[count..];
        return taken;
    }

    private static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (int i = 0; ; i++)
        {
            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] >= 0x80) continue;
            bytes = bytes[(i + 1)..];
            return value;
        }
    }
}
