using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace MlDsl.Training;

/// <summary>Writes the numbers and texts of a profile or a window.</summary>
internal readonly struct ProfileWriter(IBufferWriter<byte> buffer)
{
    /// <summary>A number from 0 on, seven bits a byte.</summary>
    public void Count(long value)
    {
        Span<byte> bytes = buffer.GetSpan(10);
        int length = 0;
        for (ulong left = (ulong)value; ; left >>= 7)
        {
            bytes[length++] = (byte)(left < 0x80 ? left : (left & 0x7F) | 0x80);
            if (left < 0x80) break;
        }
        buffer.Advance(length);
    }

    /// <summary>A number of 64 bits.</summary>
    public void Number(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(buffer.GetSpan(sizeof(double)), value);
        buffer.Advance(sizeof(double));
    }

    /// <summary>A text behind its length.</summary>
    public void Text(string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        Count(bytes.Length);
        buffer.Write(bytes);
    }
}

/// <summary>Reads what <see cref="ProfileWriter"/> wrote, and makes room for nothing that the bytes cannot hold.</summary>
/// <param name="bytes">The bytes.</param>
/// <param name="name">What they are called in messages.</param>
/// <param name="remedy">What to do about an error.</param>
internal ref struct ProfileReader(ReadOnlySpan<byte> bytes, string name, string remedy)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private ReadOnlySpan<byte> left = bytes;

    /// <summary>A number from 0 on.</summary>
    public long Count()
    {
        ulong value = 0;
        for (int shift = 0; shift < 63; shift += 7)
        {
            byte next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            // One number has one form.
            if (next == 0 && shift > 0) break;
            if (next < 0x80) return (long)value;
        }
        throw Wrong("has a number that is none");
    }

    /// <summary>A number of things that take at least so many bytes each.</summary>
    public int Length(int least, int most = int.MaxValue)
    {
        long count = Count();
        return count <= left.Length / least && count <= most ? (int)count : throw Wrong("is cut short, or says that it holds more than it can");
    }

    /// <summary>0 or 1.</summary>
    public bool Flag() => Count() switch { 0 => false, 1 => true, _ => throw Wrong("has a flag that is neither 0 nor 1") };

    /// <summary>A number of 64 bits.</summary>
    public double Number() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    /// <summary>So many bytes.</summary>
    public byte[] Bytes(int length) => Take(length).ToArray();

    /// <summary>A text.</summary>
    public string Text()
    {
        ReadOnlySpan<byte> text = Take(Length(1));
        try
        {
            return Strict.GetString(text);
        }
        catch (DecoderFallbackException)
        {
            throw Wrong("has a text that is no UTF-8");
        }
    }

    /// <summary>The sum of counts.</summary>
    public readonly long Sum(ReadOnlySpan<long> counts)
    {
        long sum = 0;
        foreach (long count in counts)
        {
            sum += count;
            if (sum < 0) throw Wrong("has more rows than can be counted");
        }
        return sum;
    }

    /// <summary>Nothing may follow.</summary>
    public readonly void End()
    {
        if (!left.IsEmpty) throw Wrong(FormattableString.Invariant($"has {left.Length} bytes behind its end"));
    }

    /// <summary>The exception for what is wrong.</summary>
    public readonly ModelFileException Wrong(string how) => new($"{name} {how}; {remedy}");

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > left.Length) throw Wrong("is cut short");
        ReadOnlySpan<byte> taken = left[..length];
        left = left[length..];
        return taken;
    }
}
