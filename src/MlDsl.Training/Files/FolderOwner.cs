using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace MlDsl.Training;

/// <summary>Whoever writes a folder or a file, as long as it does: a lock that goes with its process, and a name beside it for those who wait.</summary>
internal sealed class FolderOwner : IDisposable
{
    private readonly FileStream file;

    private FolderOwner(FileStream file) => this.file = file;

    /// <summary>Takes the folder; null where another process, or another in this one, has it for as long as <paramref name="wait"/>.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static FolderOwner? Take(string folder, TimeSpan wait) => Take(Path.Combine(folder, "lock"), Path.Combine(folder, "owner"), wait);

    /// <summary>Opens what one process at a time writes: it owns the folder from then on, and gives it back where <paramref name="open"/> throws.</summary>
    /// <param name="folder">The folder, which is there.</param>
    /// <param name="held">What is thrown where another process, which it is given the name of, has the folder.</param>
    /// <param name="open">Makes what disposes the owner.</param>
    /// <inheritdoc cref="Take(string, TimeSpan)"/>
    public static T Open<T>(string folder, Func<string, Exception> held, Func<FolderOwner, T> open)
    {
        FolderOwner owner = Take(folder, TimeSpan.Zero) ?? throw held(NameOf(folder));
        try
        {
            return open(owner);
        }
        catch
        {
            owner.Dispose();
            throw;
        }
    }

    /// <summary>Takes one file of a folder that others may have, by a lock beside it.</summary>
    /// <inheritdoc cref="Take(string, TimeSpan)"/>
    public static FolderOwner? TakeFile(string path, TimeSpan wait) => Take($"{path}.lock", $"{path}.owner", wait);

    /// <summary>The process that took the folder last.</summary>
    public static string NameOf(string folder) => NameIn(Path.Combine(folder, "owner"));

    /// <summary>The process that took the file last.</summary>
    public static string NameOfFile(string path) => NameIn($"{path}.owner");

    public void Dispose() => file.Dispose();

    private static FolderOwner? Take(string held, string name, TimeSpan wait)
    {
        for (long began = Stopwatch.GetTimestamp(); ; Thread.Sleep(10))
        {
            FileStream file;
            try
            {
                file = new FileStream(held, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException problem) when (IsHeld(problem))
            {
                if (Stopwatch.GetElapsedTime(began) >= wait) return null;
                continue;
            }
            try
            {
                // Others read it while the lock is held; half of a name does no harm.
                File.WriteAllText(name, string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName} process {Environment.ProcessId}"), Encoding.UTF8);
                return new FolderOwner(file);
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
    }

    // A sharing or a lock violation of Windows, or what a lock of another answers on Linux and on macOS. A full disk is neither.
    private static bool IsHeld(IOException problem) => problem.HResult is unchecked((int)0x80070020) or unchecked((int)0x80070021) or 11 or 35;

    private static string NameIn(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return "which one cannot be read";
        }
    }
}
