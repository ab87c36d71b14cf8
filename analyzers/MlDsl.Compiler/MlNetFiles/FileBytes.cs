using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace MlDsl.Compiler.MlNetFiles;

/// <summary>Reads little-endian values from bytes of a file that nobody vouches for: what is not there is an error, never an allocation.</summary>
/// <param name="bytes">The bytes.</param>
/// <param name="name">What messages call them.</param>
internal sealed class FileBytes(ReadOnlyMemory<byte> bytes, string name)
{
    /// <summary>The next byte.</summary>
    public int Position { get; private set; }

    public int Left => bytes.Length - Position;

    /// <exception cref="InvalidDataException">There is no such place.</exception>
    public void Seek(long position)
    {
        if (position < 0 || position > bytes.Length) throw Problem($"place {position} is not among its {bytes.Length} bytes");
        Position = (int)position;
    }

    /// <summary>As many bytes as asked for.</summary>
    /// <exception cref="InvalidDataException">There are fewer.</exception>
    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > Left) throw Problem($"it ends at byte {bytes.Length}, where {count} more from byte {Position} on were expected");
        ReadOnlySpan<byte> taken = bytes.Span.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    public byte Byte() => Take(1)[0];

    /// <summary>A truth value, which is a byte of 0 or 1.</summary>
    public bool Truth() => Byte() switch { 0 => false, 1 => true, var other => throw Problem($"{other} stands where 0 or 1 was expected") };

    public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public float Single() => BinaryPrimitives.ReadSingleLittleEndian(Take(sizeof(float)));

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    /// <summary>A number of things, each of which takes bytes of its own.</summary>
    /// <param name="bytesEach">The least that one takes.</param>
    /// <exception cref="InvalidDataException">It is negative, or the bytes cannot hold as many.</exception>
    public int Count(int bytesEach = 1)
    {
        int count = Int();
        return count >= 0 && (long)count * bytesEach <= Left ? count : throw Problem($"it counts {count} where {Left} bytes are left");
    }

    /// <summary>Numbers without a count.</summary>
    public T[] Numbers<T>(int count)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Take((long)count * Unsafe.SizeOf<T>())).ToArray();

    /// <summary>Numbers behind their count.</summary>
    public T[] Numbers<T>()
        where T : unmanaged => Numbers<T>(Count(Unsafe.SizeOf<T>()));

    /// <summary>A whole number in groups of seven bits.</summary>
    public long Packed()
    {
        ulong value = 0;
        for (int shift = 0; shift < 63; shift += 7)
        {
            byte next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return (long)value;
        }
        throw Problem("a packed number does not end");
    }

    /// <summary>A text in UTF-8 behind its length in bytes.</summary>
    public string Text() => Encoding.UTF8.GetString(Take(Packed()));

    /// <summary>What is wrong, with the name of what was read.</summary>
    public InvalidDataException Problem(string what) => new($"'{name}' is broken: {what}");
}
