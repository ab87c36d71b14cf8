using System.Text;

namespace MlDsl.Onnx;

/// <summary>Reads protobuf messages from a stream, one field at a time, and steps over what nobody asks for: weights above all.</summary>
internal sealed class ProtobufReader(Stream stream)
{
    private readonly long length = stream.Length;
    private int wire;

    /// <summary>The number of the field that <see cref="Next(long)"/> found.</summary>
    public int Field { get; private set; }

    /// <summary>Where the field ends: the end of the message that it holds.</summary>
    public long End { get; private set; }

    /// <summary>Steps to the next field of the message that ends there; false at its end.</summary>
    /// <exception cref="InvalidDataException">The stream is not protobuf.</exception>
    public bool Next(long end)
    {
        if (stream.Position >= end) return false;
        ulong tag = Varint();
        (Field, wire) = ((int)(tag >> 3), (int)(tag & 7));
        ulong size = wire switch
        {
            0 => 0,
            1 => sizeof(ulong),
            2 => Varint(),
            5 => sizeof(uint),
            _ => throw Broken($"has the wire type {wire}"),
        };
        if (size > (ulong)(end - stream.Position)) throw Broken("ends after its message");
        End = stream.Position + (long)size;
        return true;
    }

    /// <summary>Steps to the next field of the whole stream.</summary>
    public bool Next() => Next(length);

    /// <summary>The end of the message that the field holds.</summary>
    public long Open() => wire == 2 ? End : throw Broken("is no message");

    public long Number() => wire == 0 ? unchecked((long)Varint()) : throw Broken("is no number");

    public string Text()
    {
        var bytes = new byte[checked((int)(Open() - stream.Position))];
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    public void Skip()
    {
        if (wire == 0) Varint();
        else stream.Position = End;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            int next = stream.ReadByte();
            if (next < 0) throw Broken("ends with the file");
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
        throw Broken("has a number of more than ten bytes");
    }

    private InvalidDataException Broken(string reason) => new($"Field {Field} {reason}");
}
