namespace MlDsl.Training;

/// <summary>
/// The file of a run that grows, a line of JSON for each thing that happens: written from its end only. What is half written when the power goes is no
/// line, and is passed over by whoever reads.
/// </summary>
internal sealed class RunLog : IDisposable
{
    private readonly RunDisk disk;
    private readonly Stream file;
    private readonly IDisposable? alone;
    private long end;

    /// <exception cref="IOException">The file cannot be opened, or another process writes it.</exception>
    public RunLog(string path, RunDisk disk)
    {
        this.disk = disk;
        alone = disk.Alone(path);
        try
        {
            file = disk.Append(path);
            end = file.Length;
            // A part of a line that a process before left is ended, so that the next line is one of its own.
            if (end > 0 && LastByte() != '\n') Add("\n"u8, isDurable: false);
        }
        catch
        {
            file?.Dispose();
            alone?.Dispose();
            throw;
        }
    }

    /// <summary>Adds whole lines; where that fails, what is there stays as it was.</summary>
    /// <param name="lines">The lines with their breaks.</param>
    /// <param name="isDurable">Whether they are to outlive the machine's power, which takes the disk's time.</param>
    /// <exception cref="IOException">The disk is full, for one.</exception>
    public void Add(ReadOnlySpan<byte> lines, bool isDurable)
    {
        try
        {
            file.Position = end;
            file.Write(lines);
            if (isDurable) disk.Flush(file);
            end += lines.Length;
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            Cut();
            throw;
        }
    }

    public void Dispose()
    {
        file.Dispose();
        alone?.Dispose();
    }

    private int LastByte()
    {
        file.Position = end - 1;
        return file.ReadByte();
    }

    // What cannot be cut off now is ended by the line break of whoever opens the file next, or passed over by who reads it.
    private void Cut()
    {
        try
        {
            file.SetLength(end);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ObjectDisposedException or NotSupportedException)
        {
            // As said above.
        }
    }
}
