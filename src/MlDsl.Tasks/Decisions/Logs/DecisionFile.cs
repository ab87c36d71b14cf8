using MlDsl.Training;

namespace MlDsl.Tasks.Decisions;

/// <summary>The file of a log: frames, the first of which says what the others are of. What is half written at its end was acknowledged to nobody.</summary>
internal static class DecisionFile
{
    /// <summary>The longest file, in bytes: what one array holds.</summary>
    public static long Most => Array.MaxLength;

    /// <summary>Everything in a file, in order, and where its last whole frame ends.</summary>
    /// <param name="path">The file.</param>
    /// <param name="head">What it must begin with.</param>
    /// <exception cref="DecisionLogException">It is of other rows or damaged before its end.</exception>
    public static (List<DecisionFrame> Frames, long End) Read(string path, byte[] head)
    {
        byte[] file = ReadShared(path);
        List<(int At, Range Content)> frames = Frames.All(file, out int end, out bool isCut);
        if (!isCut)
            throw new DecisionLogException($"'{path}' is damaged at byte {end}: what follows is whole, so that it was not cut off while it was written; put the file back from a backup");
        if (frames.Count > 0 && !file.AsSpan(frames[0].Content).SequenceEqual(head))
            throw new DecisionLogException($"'{path}' was logged of other rows or actions than these are, or is no log of decisions; name another folder, or read it with the code that wrote it");
        var read = new List<DecisionFrame>();
        foreach (var (at, content) in frames.Skip(1))
            read.Add(DecisionFrame.Read(file.AsMemory(content)) ?? throw new DecisionLogException($"'{path}' has something else at byte {at} than a decision or a reward; was it written by a later version?"));
        // Nobody was told of anything in a file that ends within its head; whatever else it holds is not ours to take away.
        if (end == 0 && file.Length > 0)
        {
            using var whole = new MemoryStream();
            Frames.Write(whole, head);
            if (file.Length > whole.Length || !file.AsSpan().SequenceEqual(whole.ToArray().AsSpan(0, file.Length))) throw new DecisionLogException($"'{path}' does not begin as a log of decisions of these rows; name another folder");
        }
        return (read, end);
    }

    // While a service goes on writing.
    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite);
        if (file.Length > Most) throw new DecisionLogException($"'{path}' has {file.Length} bytes, and a log, which is read as a whole, holds {Most}; no log grows so long by itself: put the file back from a backup");
        byte[] bytes = new byte[file.Length];
        // What is taken back meanwhile was never there.
        int read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length ? bytes : bytes[..read];
    }
}
