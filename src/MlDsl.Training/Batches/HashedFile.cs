using System.Security.Cryptography;

namespace MlDsl.Training;

/// <summary>A file that grows, and the SHA-256 of what it holds.</summary>
internal sealed class HashedFile(Stream stream, ScoringDisk disk) : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public long Length { get; private set; }

    public string Hash => Hex(hash.GetCurrentHash());

    /// <summary>The bytes of a stream in lower-case hexadecimal.</summary>
    public static string Hex(byte[] bytes) => Convert.ToHexString(bytes).ToLowerInvariant();

    /// <summary>Adds the next <paramref name="length"/> bytes of a stream to a hash; false where it ends before.</summary>
    public static bool Add(Stream stream, long length, IncrementalHash hash)
    {
        byte[] part = new byte[1 << 16];
        while (length > 0)
        {
            int read = stream.Read(part, 0, (int)Math.Min(part.Length, length));
            if (read == 0) return false;
            hash.AppendData(part, 0, read);
            length -= read;
        }
        return true;
    }

    /// <summary>Whether a file is there, and is of that length and hash.</summary>
    public static bool Holds(string path, long length, string expected)
    {
        if (!File.Exists(path)) return false;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0, FileOptions.SequentialScan);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        return file.Length == length && Add(file, length, hash) && Hex(hash.GetCurrentHash()) == expected;
    }

    /// <summary>Goes on behind the first <paramref name="length"/> bytes and cuts off what is behind; false where they are not those of the hash.</summary>
    public bool TryGoOn(long length, string expected)
    {
        stream.Position = 0;
        if (!Add(stream, length, hash) || Hash != expected) return false;
        stream.SetLength(length);
        stream.Position = Length = length;
        return true;
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        stream.Write(bytes);
        hash.AppendData(bytes);
        Length += bytes.Length;
    }

    public void Flush() => disk.Flush(stream);

    public void Dispose()
    {
        stream.Dispose();
        hash.Dispose();
    }
}
