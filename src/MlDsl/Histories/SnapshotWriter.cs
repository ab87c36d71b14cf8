using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MlDsl.Histories;

/// <summary>Writes a snapshot: words of eight bytes, the least first, behind a mark and before their SHA-256.</summary>
internal sealed class SnapshotWriter : IDisposable
{
    /// <summary>The mark at the beginning: MLDSLHI and the number of the format.</summary>
    public const ulong Mark = 0x0149_484C_5344_4C4D;

    private readonly Stream stream;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] buffer = new byte[1 << 16];
    private int filled;

    public SnapshotWriter(Stream stream)
    {
        this.stream = stream;
        Write(Mark);
    }

    public void Write(long word) => Write((ulong)word);

    public void Write(ulong word)
    {
        if (filled == buffer.Length) Flush();
        BinaryPrimitives.WriteUInt64LittleEndian(buffer.AsSpan(filled), word);
        filled += sizeof(ulong);
    }

    public void End()
    {
        Flush();
        stream.Write(hash.GetHashAndReset());
        stream.Flush();
    }

    public void Dispose() => hash.Dispose();

    private void Flush()
    {
        hash.AppendData(buffer, 0, filled);
        stream.Write(buffer, 0, filled);
        filled = 0;
    }
}
