using MlDsl.Training;

namespace MlDsl.Tasks.Decisions;

/// <summary>The file of a log: frames, the first of which says what the others are of. What is half written at its end was acknowledged to nobody.</summary>
internal static class DecisionFile
{
    /// <summary>Reads a file frame by frame, however long it is, while a service may go on writing it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="head">What it must begin with.</param>
    /// <param name="take">Takes each decision and reward, in order.</param>
    /// <param name="withContext">Whether it wants the contexts of decisions.</param>
    /// <returns>Where the last whole frame ends.</returns>
    /// <exception cref="DecisionLogException">It is of other rows or damaged before its end.</exception>
    public static long Read(string path, byte[] head, Action<DecisionFrame> take, bool withContext = true)
    {
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan);
        var frames = new FrameReader(file);
        while (frames.Read())
        {
            if (frames.At > 0)
                take(DecisionFrame.Read(frames.Content, withContext) ?? throw new DecisionLogException($"'{path}' has something else at byte {frames.At} than a decision or a reward; was it written by a later version?"));
            else if (!frames.Content.Span.SequenceEqual(head))
                throw new DecisionLogException($"'{path}' was logged of other rows or actions than these are, or is no log of decisions; name another folder, or read it with the code that wrote it");
        }
        if (frames.End == 0 && frames.Length > 0) CheckBegun(file, frames.Length, path, head);
        if (!frames.IsCut())
            throw new DecisionLogException($"'{path}' is damaged at byte {frames.End}: what follows is whole, so that it was not cut off while it was written; put the file back from a backup");
        return frames.End;
    }

    // Nobody was told of anything in a file that ends within its head; whatever else it holds is not ours to take away.
    private static void CheckBegun(FileStream file, long length, string path, byte[] head)
    {
        using var whole = new MemoryStream();
        Frames.Write(whole, head);
        byte[] begun = new byte[Math.Min(length, whole.Length + 1)];
        file.Position = 0;
        int read = file.ReadAtLeast(begun, begun.Length, throwOnEndOfStream: false);
        if (read > whole.Length || !begun.AsSpan(0, read).SequenceEqual(whole.GetBuffer().AsSpan(0, Math.Min(read, (int)whole.Length)))) throw new DecisionLogException($"'{path}' does not begin as a log of decisions of these rows; name another folder, or put the file back from a backup where it is damaged");
    }
}
