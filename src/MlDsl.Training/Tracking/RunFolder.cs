namespace MlDsl.Training;

/// <summary>All runs of a folder.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Runs">The runs, in the order they began.</param>
/// <param name="Problems">The folders in it that hold no run which could be read, and what could not be read of others, each with its place.</param>
public sealed record RunFolder(string Path, IReadOnlyList<RunRecord> Runs, IReadOnlyList<string> Problems)
{
    /// <summary>Reads them. What one run lacks is no reason not to read the others.</summary>
    /// <param name="path">The folder that <see cref="Tracking.UseFolder"/> was given.</param>
    /// <exception cref="RunFolderException">There is no such folder, or it cannot be read.</exception>
    public static RunFolder Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Directory.Exists(path)) throw new RunFolderException($"'{path}' is no folder; name the one that Tracking.UseFolder or {Tracking.FolderVariable} names");
        var runs = new List<RunRecord>();
        var problems = new List<string>();
        try
        {
            foreach (string folder in Directory.GetDirectories(path).Order(StringComparer.Ordinal))
            {
                try
                {
                    RunRecord run = RunRecord.Read(folder);
                    runs.Add(run);
                    problems.AddRange(run.Problems);
                }
                catch (RunFolderException problem)
                {
                    problems.Add(problem.Message);
                }
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"'{path}' cannot be read: {problem.Message}", problem);
        }
        return new RunFolder(path, [.. runs.OrderBy(static run => run.Started).ThenBy(static run => run.Folder, StringComparer.Ordinal)], problems);
    }
}

/// <summary>A folder holds no run that could be read.</summary>
public sealed class RunFolderException : Exception
{
    /// <summary>An error; the message names the folder and says what it lacks.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">What led to it; null for none.</param>
    public RunFolderException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
