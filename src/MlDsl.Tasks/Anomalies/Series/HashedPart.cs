using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MlDsl.Training;

/// <summary>A part of a file: its length, its bytes and their SHA-256, so that one of them that is another is noticed.</summary>
internal static class HashedPart
{
    /// <summary>Writes a part.</summary>
    public static void Write(Stream file, Action<BinaryWriter> write)
    {
        using var part = new MemoryStream();
        using (var writer = new BinaryWriter(part, Encoding.UTF8, leaveOpen: true)) write(writer);
        ReadOnlySpan<byte> bytes = part.GetBuffer().AsSpan(0, (int)part.Length);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        file.Write(length);
        file.Write(bytes);
        file.Write(SHA256.HashData(bytes));
    }

    /// <summary>Reads a part.</summary>
    /// <param name="file">The file, at the part.</param>
    /// <param name="most">The bytes that it has at most.</param>
    /// <param name="read">Reads what was written.</param>
    /// <exception cref="FormatException">The part is too long, is another than was written, or has bytes that are not read.</exception>
    /// <exception cref="EndOfStreamException">The file ends within it.</exception>
    public static T Read<T>(BinaryReader file, long most, Func<BinaryReader, T> read)
    {
        int length = file.ReadInt32();
        if (length < 0 || length > most) throw new FormatException($"a part has {length} bytes");
        byte[] bytes = file.ReadBytes(length), hash = file.ReadBytes(SHA256.HashSizeInBytes);
        if (bytes.Length < length || hash.Length < SHA256.HashSizeInBytes) throw new EndOfStreamException("they end within a part");
        if (!SHA256.HashData(bytes).AsSpan().SequenceEqual(hash)) throw new FormatException("a part is not what its hash says");
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        T value = read(reader);
        return reader.BaseStream.Position == length ? value : throw new FormatException("a part is longer than what it says");
    }
}
