using MlDsl.Training;

namespace MlDsl.Monitoring.Outcomes;

/// <summary>One file of a store, read: what its frames hold, and where the last whole one ends.</summary>
/// <param name="Path">The file.</param>
/// <param name="Records">What is in it, in order.</param>
/// <param name="End">Where its last whole frame ends.</param>
/// <param name="Length">How long the file is: what stands behind the end was cut off while it was written.</param>
internal sealed record Segment(string Path, List<StoreRecord> Records, long End, long Length)
{
    private static ReadOnlySpan<byte> Magic => "MLDSLOS1"u8;

    /// <summary>What a file begins with.</summary>
    public static byte[] HeadOf(IdKey check)
    {
        byte[] content = new byte[Magic.Length + IdKey.Bytes];
        Magic.CopyTo(content);
        check.Write(content.AsSpan(Magic.Length));
        using var head = new MemoryStream();
        Frames.Write(head, content);
        return head.ToArray();
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="check">What tells the key.</param>
    /// <param name="isLast">Whether it was being written last, so that its end may be cut off.</param>
    /// <exception cref="OutcomeStoreException">It is none, of another key, or damaged before its end.</exception>
    public static Segment Read(string path, IdKey check, bool isLast)
    {
        byte[] file = File.ReadAllBytes(path);
        var records = new List<StoreRecord>();
        byte[] head = HeadOf(check);
        List<(int At, Range Content)> frames = Frames.All(file, out int end, out bool isCutOff);
        foreach (var (begins, content) in frames)
        {
            ReadOnlySpan<byte> frame = file.AsSpan(content);
            if (begins == 0)
            {
                if (!frame.StartsWith(Magic) || frame.Length != Magic.Length + IdKey.Bytes) throw new OutcomeStoreException($"'{path}' is no file of outcomes of this format; name another folder");
                if (IdKey.Read(frame[Magic.Length..]) != check) throw new OutcomeStoreException($"'{path}' was written with another key: its ids would all be unknown; give the key that the store was made with");
            }
            else
            {
                records.AddRange(StoreRecord.ReadAll(frame) ?? throw new OutcomeStoreException($"'{path}' has something else at byte {begins} than predictions and outcomes; was it written by a later version?"));
            }
        }
        if (end < file.Length && !(isLast && isCutOff))
            throw new OutcomeStoreException($"'{path}' is damaged at byte {end}: what follows is whole, so that it was not cut off while it was written; put the file back from a backup, or take it out of the folder to go on without it");
        if (end == 0)
        {
            // Nobody was told of anything in a file that ends within its head; where the power went, there may be zeros instead. Whatever else it holds is not ours to take away.
            bool isCut = isLast && file.Length <= head.Length && file.Zip(head).All(static pair => pair.First == pair.Second || pair.First == 0);
            if (!isCut) throw new OutcomeStoreException($"'{path}' does not begin as a file of outcomes, or its beginning is damaged; put it back from a backup, or take it out of the folder to go on without it");
        }
        return new Segment(path, records, end, file.Length);
    }
}
