namespace MlDsl.Build.Onnx;

/// <summary>
/// Reads protobuf's wire format from a seekable stream, one message at a time, and steps over what nobody asks for. The one reader of
/// model files while building: the task takes names and places with it, the compiler of models weights as well. Google's reader keeps the limits of nested messages to itself and would bring four assemblies into the user's MSBuild.
/// </summary>
internal sealed class WireReader(Stream stream)
{
    // Protobuf's own default; deeper files are made to overflow a stack.
    private const int MaxDepth = 100;

    // Nodes, values, dimensions and labels together: what a manifest can hold, and what a hostile file may cost.
    private const int MaxParts = 4_000_000;

    // Names and labels; weights are never read as text.
    private const int MaxTextBytes = 1 << 20;

    private readonly byte[] buffer = new byte[1 << 16];
    private readonly RecentTexts recent = new();
    private long start;
    private int at;
    private int filled;
    private long limit = stream.Length;
    private int depth;
    private int parts;
    private int wire;

    /// <summary>The other files in which weights lie, as the model names them.</summary>
    public SortedSet<string> OtherFiles { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the numbers of weights and long lists are taken, and not only their places.</summary>
    public bool KeepsContent { get; set; }

    /// <summary>The place in the file.</summary>
    public long Position => start + at;

    /// <summary>The end of the message that is open.</summary>
    public long Limit => limit;

    /// <summary>The number of the field that <see cref="Next"/> found.</summary>
    public int Field { get; private set; }

    /// <summary>Steps to the next field of the open message; false at its end.</summary>
    public bool Next()
    {
        if (Position == limit) return false;
        ulong tag = Varint();
        Field = (int)(tag >> 3);
        wire = (int)(tag & 7);
        if (tag > uint.MaxValue || Field == 0 || wire is 3 or 4 or > 5) throw Malformed($"no field starts with {tag}");
        return true;
    }

    /// <summary>Opens the message that the field holds; the answer goes back to <see cref="Close"/>.</summary>
    public long Open()
    {
        long length = Length();
        if (++depth > MaxDepth) throw Malformed($"messages nest deeper than {MaxDepth}");
        Count();
        long outer = limit;
        limit = Position + length;
        return outer;
    }

    /// <summary>Closes the message whose fields have all been taken.</summary>
    public void Close(long outer)
    {
        depth--;
        limit = outer;
    }

    /// <summary>Reads what is described and never calculated with.</summary>
    public T WithoutContent<T>(Func<WireReader, T> read)
    {
        bool outer = KeepsContent;
        KeepsContent = false;
        T message = read(this);
        KeepsContent = outer;
        return message;
    }

    public long Int64()
    {
        Expect(0);
        return unchecked((long)Varint());
    }

    public float Single()
    {
        Expect(5);
        return BitConverter.ToSingle(buffer, Number(4));
    }

    public double Double()
    {
        Expect(1);
        return BitConverter.ToDouble(buffer, Number(8));
    }

    public string Text()
    {
        long length = Length();
        return length <= MaxTextBytes ? Text((int)length) : throw Malformed($"a text of {length} bytes is longer than {MaxTextBytes}");
    }

    /// <summary>A text of any length: an element of a tensor.</summary>
    public string Characters() => TextUpTo(int.MaxValue).Text ?? throw Malformed($"a text has more than {int.MaxValue} bytes");

    private string Text(int length)
    {
        Count();
        if (length > limit - Position || length > filled - at)
        {
            byte[] bytes = Bytes(length);
            return recent.Of(bytes, 0, bytes.Length);
        }
        at += length;
        return recent.Of(buffer, at - length, length);
    }

    // The place in the buffer of a number of fixed size, whose bytes lie together in the order in which this machine reads them.
    private int Number(int size)
    {
        if (size > limit - Position) throw Malformed("the file ends in the middle of a field");
        if (size > filled - at) Gather(size);
        if (!BitConverter.IsLittleEndian) Array.Reverse(buffer, at, size);
        at += size;
        return at - size;
    }

    private byte[] Bytes(int length)
    {
        if (length > limit - Position) throw Malformed("the file ends in the middle of a field");
        byte[] bytes = new byte[length];
        for (int done = 0; done < length;)
        {
            if (at == filled) Fill();
            int some = Math.Min(length - done, filled - at);
            Buffer.BlockCopy(buffer, at, bytes, done, some);
            at += some;
            done += some;
        }
        return bytes;
    }

    /// <summary>Takes a repeated number, packed or not, and gives each element to <paramref name="take"/>, which must read it.</summary>
    public void Repeated(int elementWire, Action<WireReader> take)
    {
        if (wire != 2)
        {
            Expect(elementWire);
            take(this);
            return;
        }
        long outer = Open();
        wire = elementWire;
        while (Position < limit) take(this);
        Close(outer);
    }

    /// <summary>Steps over the field.</summary>
    public void Skip()
    {
        switch (wire)
        {
            case 0: Varint(); break;
            case 1: Seek(Within(8)); break;
            case 2: SkipBytes(); break;
            default: Seek(Within(4)); break;
        }
    }

    /// <summary>Takes a text, or where it has more than <paramref name="most"/> bytes steps over it and gives its length.</summary>
    public (string? Text, long Length) TextUpTo(int most)
    {
        long length = Length();
        if (length <= most) return (Text((int)length), length);
        Seek(Position + length);
        return (null, length);
    }

    /// <summary>Steps over a field that holds bytes, and says how many.</summary>
    public long SkipBytes()
    {
        long length = Length();
        Seek(Position + length);
        return length;
    }

    /// <summary>Says that one more part of the model is kept in memory.</summary>
    public void Count()
    {
        if (++parts > MaxParts) throw Malformed($"the model has more than {MaxParts} parts");
    }

    public InvalidDataException Malformed(string reason) => new($"{reason} (byte {Position})");

    private void Expect(int expected)
    {
        if (wire != expected) throw Malformed($"field {Field} has wire type {wire} instead of {expected}");
    }

    private long Length()
    {
        Expect(2);
        ulong length = Varint();
        if (length > (ulong)(limit - Position)) throw Malformed($"field {Field} claims {length} bytes where {limit - Position} are left");
        return (long)length;
    }

    private long Within(int count) =>
        count <= limit - Position ? Position + count : throw Malformed($"field {Field} ends after its message");

    private ulong Varint()
    {
        // Most are short: tags, kinds, numbers of nodes.
        if (at < filled && buffer[at] < 0x80 && Position < limit) return buffer[at++];
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
        throw Malformed("a number has more than ten bytes");
    }

    private byte Byte()
    {
        if (Position >= limit) throw Malformed("the file ends in the middle of a field");
        if (at == filled) Fill();
        return buffer[at++];
    }

    private void Fill()
    {
        start += filled;
        at = filled = 0;
        Gather(1);
    }

    // Reads on until so many bytes lie behind the place, which goes to the buffer's start with what is there already.
    private void Gather(int size)
    {
        int rest = filled - at;
        Buffer.BlockCopy(buffer, at, buffer, 0, rest);
        (start, at, filled) = (Position, 0, rest);
        while (filled < size)
        {
            int read = stream.Read(buffer, filled, buffer.Length - filled);
            if (read == 0) throw Malformed("the file became shorter while it was read");
            filled += read;
        }
    }

    private void Seek(long position)
    {
        if (position >= start && position <= start + filled)
        {
            at = (int)(position - start);
            return;
        }
        stream.Seek(position, SeekOrigin.Begin);
        start = position;
        at = filled = 0;
    }
}
