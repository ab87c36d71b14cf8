using Microsoft.Win32.SafeHandles;

namespace MlDsl;

/// <summary>A temporary file of blocks, written behind each other and read in any order by several threads.</summary>
internal sealed class SpoolFile(FileStream stream) : IDisposable
{
    private readonly SafeFileHandle handle = stream.SafeFileHandle;
    private int isClosed;

    /// <summary>Gives the room back when no data set reads the file any more; the system's file is closed by its own handle.</summary>
    ~SpoolFile() => GiveBack();

    /// <summary>Whose room the file takes.</summary>
    public Spool? Spool { get; set; }

    /// <summary>The bytes that were written.</summary>
    public long Length { get; private set; }

    /// <summary>A new file in a folder, for this user only; it is gone when it is closed or the process ends.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder takes no files of this user.</exception>
    public static SpoolFile Create(string folder)
    {
        string path = Path.Combine(folder, $"mldsl-{Guid.NewGuid():N}.spool");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (OperatingSystem.IsWindows())
        {
            options.Options = FileOptions.DeleteOnClose;
            return new SpoolFile(new FileStream(path, options));
        }
        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var stream = new FileStream(path, options);
        try
        {
            // What is open stays without its name.
            File.Delete(path);
            return new SpoolFile(stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Writes a block behind the others.</summary>
    /// <exception cref="IOException">There is no room on the disk, or it fails.</exception>
    /// <exception cref="ObjectDisposedException">The file was closed.</exception>
    public void Append(ReadOnlySpan<byte> block)
    {
        RandomAccess.Write(handle, block, Length);
        Length += block.Length;
    }

    /// <summary>Reads a block.</summary>
    /// <exception cref="IOException">The file ends before the block does, or the disk fails.</exception>
    /// <exception cref="ObjectDisposedException">The file was closed.</exception>
    public void Read(long at, Span<byte> block)
    {
        while (!block.IsEmpty)
        {
            int read = RandomAccess.Read(handle, block, at);
            if (read == 0) throw new EndOfStreamException("the temporary file ends in the middle of its rows");
            at += read;
            block = block[read..];
        }
    }

    public void Dispose()
    {
        stream.Dispose();
        GiveBack();
        GC.SuppressFinalize(this);
    }

    private void GiveBack()
    {
        if (Interlocked.Exchange(ref isClosed, 1) == 0) Spool?.TryTake(-Length);
    }
}
