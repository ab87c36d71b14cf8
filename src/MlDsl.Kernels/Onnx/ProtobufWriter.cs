using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace MlDsl.Onnx;

/// <summary>
/// The part of protobuf's wire format that ONNX files need. Written here because a protobuf package would become a dependency of
/// every application, for these few lines.
/// </summary>
internal sealed class ProtobufWriter
{
    private const int Varint = 0, LengthDelimited = 2, Fixed32 = 5;
    private readonly ArrayBufferWriter<byte> buffer = new();

    public ReadOnlySpan<byte> Written => buffer.WrittenSpan;

    public void Int64(int field, long value)
    {
        Tag(field, Varint);
        Raw((ulong)value);
    }

    public void Single(int field, float value)
    {
        Tag(field, Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(buffer.GetSpan(4), value);
        buffer.Advance(4);
    }

    /// <summary>A text; an empty one is left out, as protobuf does.</summary>
    public void Text(int field, string value)
    {
        if (value.Length > 0) Bytes(field, System.Text.Encoding.UTF8.GetBytes(value));
    }

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, LengthDelimited);
        Raw((ulong)value.Length);
        buffer.Write(value);
    }

    /// <summary>Numbers in one packed field.</summary>
    public void PackedSingles(int field, ReadOnlySpan<float> values)
    {
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("ONNX files are written on little-endian machines");
        Bytes(field, MemoryMarshal.AsBytes(values));
    }

    /// <inheritdoc cref="PackedSingles"/>
    public void PackedInt64s(int field, ReadOnlySpan<long> values)
    {
        var packed = new ProtobufWriter();
        foreach (long value in values) packed.Raw((ulong)value);
        Bytes(field, packed.Written);
    }

    public void Message(int field, Action<ProtobufWriter> write)
    {
        var message = new ProtobufWriter();
        write(message);
        Bytes(field, message.Written);
    }

    /// <summary>Fields that were written apart.</summary>
    public void Append(ProtobufWriter fields) => buffer.Write(fields.Written);

    private void Tag(int field, int wire) => Raw(((ulong)field << 3) | (uint)wire);

    private void Raw(ulong value)
    {
        const int MostBytes = 10;
        Span<byte> bytes = buffer.GetSpan(MostBytes);
        int length = 0;
        for (; value >= 0x80; value >>= 7) bytes[length++] = (byte)(value | 0x80);
        bytes[length++] = (byte)value;
        buffer.Advance(length);
    }
}
