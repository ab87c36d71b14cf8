using MlDsl.Training;

namespace MlDsl.Labels;

/// <summary>What labelling does to files that several tools use at once: each waits its turn, for some seconds.</summary>
internal class LabelDisk : RunDisk
{
    private const int Longest = 50;

    /// <summary>How long a turn is waited for.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The one of the machine.</summary>
    public static new LabelDisk Machine { get; } = new();

    /// <summary>Opens a file to add to its end, alone.</summary>
    public override Stream Append(string path) => Open(() => new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));

    /// <summary>Nothing more: a file that is added to is had alone, by readers too.</summary>
    public override IDisposable? Alone(string path) => null;

    /// <summary>All that a file holds; null where there is none.</summary>
    public byte[]? Read(string path)
    {
        try
        {
            using Stream file = Open(() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0));
            var bytes = new byte[file.Length];
            return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private FileStream Open(Func<FileStream> open)
    {
        long until = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        for (int tries = 1; ; tries++)
        {
            try
            {
                return open();
            }
            catch (IOException problem) when (problem is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException) && Environment.TickCount64 < until)
            {
                Thread.Sleep(Math.Min(Longest, 2 * tries));
            }
        }
    }
}
