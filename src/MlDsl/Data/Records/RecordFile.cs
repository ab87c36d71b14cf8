using System.Globalization;

namespace MlDsl;

/// <summary>A file that records are read from.</summary>
internal sealed class RecordFile
{
    /// <summary>The file as it is now.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public RecordFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = path;
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new FileNotFoundException($"'{path}' does not exist (looked for '{file.FullName}'); relative paths start at the current directory", path);
        Length = file.Length;
    }

    public string Path { get; }

    public long Length { get; }

    /// <summary>The file's length and time; a file that is gone has none.</summary>
    public string Stamp
    {
        get
        {
            var file = new FileInfo(Path);
            return file.Exists ? string.Create(CultureInfo.InvariantCulture, $"{file.Length} bytes of {file.LastWriteTimeUtc:O}") : "gone";
        }
    }

    /// <summary>The content, from its begin. The reader has a buffer of its own.</summary>
    public FileStream Open() => new(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0, FileOptions.SequentialScan);

    /// <summary>The content, through a buffer, for a reader without one.</summary>
    public FileStream OpenBuffered() => new(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16);
}
