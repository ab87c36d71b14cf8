namespace MlDsl.Training;

/// <summary>What a scoring does to files that it writes; tests end it at any byte.</summary>
internal class ScoringDisk
{
    /// <summary>Opens a file to go on writing it, for one process alone, without a buffer: what was written is written.</summary>
    /// <exception cref="FileScoringException">Another run has it open.</exception>
    public virtual Stream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 0);
        }
        catch (IOException problem) when (problem is not (DirectoryNotFoundException or PathTooLongException) && File.Exists(path))
        {
            throw new FileScoringException($"'{path}' is in use ({problem.Message.TrimEnd('.')}); another run scores into the same output, or a program has it open: wait for it, or give the output another name", problem);
        }
    }

    /// <summary>Moves a file to its place, over what is there.</summary>
    public virtual void Move(string from, string to) => File.Move(from, to, overwrite: true);

    /// <summary>Deletes a file, if it is there.</summary>
    public virtual void Delete(string path) => File.Delete(path);

    /// <summary>Sees that what was written outlives the machine's power.</summary>
    public virtual void Flush(Stream stream)
    {
        if (stream is FileStream file) file.Flush(flushToDisk: true);
        else stream.Flush();
    }
}
