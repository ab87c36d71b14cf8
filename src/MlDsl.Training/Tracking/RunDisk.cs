namespace MlDsl.Training;

/// <summary>What tracking does to files; tests fail it at any byte.</summary>
internal class RunDisk
{
    /// <summary>The one of the machine.</summary>
    public static RunDisk Machine { get; } = new();

    /// <summary>Makes a folder, with those above it.</summary>
    public virtual void MakeFolder(string path) => Directory.CreateDirectory(path);

    /// <summary>Opens a file to add to its end while others read it, without a buffer: what was written is written.</summary>
    public virtual Stream Append(string path) => Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);

    /// <summary>
    /// Keeps other writers from a file until it is disposed of. On Windows a file that is opened to write is shared with readers only; elsewhere a lock is shared by all or by none, so
    /// that writers keep each other out by a file beside it, which stays.
    /// </summary>
    /// <exception cref="IOException">Another process writes the file.</exception>
    public virtual IDisposable? Alone(string path)
    {
        if (OperatingSystem.IsWindows()) return null;
        try
        {
            return Open($"{path}.writer", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException problem) when (problem.HResult is 11 or 35)
        {
            throw new IOException($"'{path}' is being written by another process", problem);
        }
    }

    /// <summary>Opens a file of lines. Whoever asks whether the run is being written has it alone for a moment, which is waited for.</summary>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                return new FileStream(path, mode, access, share, bufferSize: 0);
            }
            catch (IOException problem) when (tries < 5 && problem is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
            {
                Thread.Sleep(10 * tries);
            }
        }
    }

    /// <summary>Writes a file, whole or not at all.</summary>
    public virtual void Write(string path, ReadOnlySpan<byte> bytes)
    {
        string temporary = path + ".partial";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Sees that what was written outlives the machine's power.</summary>
    public virtual void Flush(Stream stream)
    {
        if (stream is FileStream file) file.Flush(flushToDisk: true);
        else stream.Flush();
    }
}
