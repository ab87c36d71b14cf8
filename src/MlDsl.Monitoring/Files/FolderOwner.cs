using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace MlDsl.Monitoring.Files;

/// <summary>Whoever writes a folder, as long as it does: a lock that goes with its process, and a name beside it for those who wait.</summary>
internal sealed class FolderOwner : IDisposable
{
    private const string Lock = "lock", Name = "owner";
    private readonly FileStream file;

    private FolderOwner(FileStream file) => this.file = file;

    /// <summary>Takes the folder; null where another process, or another in this one, has it for as long as <paramref name="wait"/>.</summary>
    public static FolderOwner? Take(string folder, TimeSpan wait)
    {
        for (long began = Stopwatch.GetTimestamp(); ; Thread.Sleep(10))
        {
            try
            {
                var file = new FileStream(Path.Combine(folder, Lock), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
                // Others read it while the lock is held; half of a name does no harm.
                File.WriteAllText(Path.Combine(folder, Name), string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName} process {Environment.ProcessId}"), Encoding.UTF8);
                return new FolderOwner(file);
            }
            catch (IOException problem) when (problem is not (DirectoryNotFoundException or PathTooLongException))
            {
                if (Stopwatch.GetElapsedTime(began) >= wait) return null;
            }
        }
    }

    /// <summary>The process that took the folder last.</summary>
    public static string NameOf(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, Name));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return "which one cannot be read";
        }
    }

    public void Dispose() => file.Dispose();
}
