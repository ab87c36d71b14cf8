using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MlDsl.Histories;

/// <summary>Reads what <see cref="SnapshotWriter"/> wrote, and no byte behind it.</summary>
internal sealed class SnapshotReader : IDisposable
{
    private readonly Stream stream;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] word = new byte[sizeof(ulong)];

    /// <exception cref="InvalidDataException">It is no snapshot of this format.</exception>
    public SnapshotReader(Stream stream)
    {
        this.stream = stream;
        ulong mark = Read();
        if (mark == SnapshotWriter.Mark) return;
        const ulong name = (1UL << 56) - 1;
        throw new InvalidDataException((mark & name) == (SnapshotWriter.Mark & name)
            ? FormattableString.Invariant($"the snapshot is of format {mark >> 56}, which this version does not read; add the rows anew")
            : "this is no snapshot of a history; give what Save wrote");
    }

    /// <exception cref="InvalidDataException">It ends here.</exception>
    public ulong Read()
    {
        Fill(word);
        hash.AppendData(word);
        return BinaryPrimitives.ReadUInt64LittleEndian(word);
    }

    /// <summary>A number of things, up to <paramref name="most"/>.</summary>
    /// <exception cref="InvalidDataException">It is negative, or more.</exception>
    public long Count(long most, string things)
    {
        long count = (long)Read();
        if (count < 0) throw Damaged($"its number of {things} is negative");
        return count <= most ? count : throw new InvalidDataException(FormattableString.Invariant(
            $"the snapshot has {count} {things}, and the options allow {most}; raise HistoryOptions, or take an undamaged copy"));
    }

    /// <exception cref="InvalidDataException">What was read is not what was written.</exception>
    public void End()
    {
        Span<byte> written = stackalloc byte[SHA256.HashSizeInBytes];
        Fill(written);
        if (!written.SequenceEqual(hash.GetHashAndReset())) throw Damaged("its checksum is another");
    }

    public static InvalidDataException Damaged(string how) => new($"the snapshot is damaged: {how}; take another copy, or add the rows anew");

    public void Dispose() => hash.Dispose();

    private void Fill(Span<byte> bytes)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length) throw Damaged("it ends too early");
    }
}
