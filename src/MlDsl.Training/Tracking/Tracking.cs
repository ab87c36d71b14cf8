namespace MlDsl.Training;

/// <summary>
/// Records what a process fits, evaluates, assesses and searches, each run in a folder of its own, without a further call. Off unless <see cref="UseFolder"/>
/// is called, or the environment variable <c>MLDSL_TRACKING</c> names a folder.
/// </summary>
/// <remarks>
/// What is recorded decides nothing and can end nothing: a disk that fails is a <see cref="TrackingProblem"/>, and the training goes on. Values of rows
/// never enter, those of <c>[Sensitive]</c> columns neither as slices nor as declared categories; of exceptions their type does, of files their name. The
/// copy of a model file has what the file has, the categories that a feature learned among it, of sensitive columns too:
/// <see cref="TrackingOptions.MaxArtifactBytes"/> of 0 keeps none.
/// </remarks>
public static class Tracking
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string FolderVariable = "MLDSL_TRACKING";

    private static TrackingSession? session = OfVariable();
    private static long problems;

    /// <summary>The folder of the runs; null where nothing is recorded.</summary>
    public static string? Folder => Volatile.Read(ref session)?.Folder;

    /// <summary>How often something could not be recorded or sent, since the process began.</summary>
    public static long Problems => Interlocked.Read(ref problems);

    internal static TrackingSession? Session => Volatile.Read(ref session);

    /// <summary>Records from now on, in a folder that is made when the first run begins. Several processes may use one folder.</summary>
    /// <param name="path">The folder, from the current one on where it is relative.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">The path is empty, or no path.</exception>
    public static void UseFolder(string path = "runs", TrackingOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var next = new TrackingSession(path, options ?? new());
        Volatile.Write(ref session, next);
    }

    /// <summary>Records nothing more. Models that belong to a run by then are not followed any longer.</summary>
    public static void Off() => Volatile.Write(ref session, null);

    /// <summary>Waits until everything recorded so far was sent to <see cref="TrackingOptions.Tracker"/>, or could not be.</summary>
    /// <param name="atMost">How long; <see cref="Timeout.InfiniteTimeSpan"/> for as long as it takes.</param>
    /// <returns>Whether nothing is left to try, of folders that were used before neither; true as well where there is no tracker.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, and not endless.</exception>
    public static bool Flush(TimeSpan atMost) => atMost >= TimeSpan.Zero || atMost == Timeout.InfiniteTimeSpan
        ? RunOutbox.WaitAll(atMost)
        : throw new ArgumentOutOfRangeException(nameof(atMost), atMost, "atMost must be 0 or more, or Timeout.InfiniteTimeSpan");

    internal static void CountProblem() => Interlocked.Increment(ref problems);

    private static TrackingSession? OfVariable()
    {
        string? path = Environment.GetEnvironmentVariable(FolderVariable);
        if (string.IsNullOrWhiteSpace(path)) return null;
        try
        {
            return new TrackingSession(path, new());
        }
        catch (Exception problem)
        {
            // Whatever it is, a current folder that is gone for one: no training ends by it.
            CountProblem();
            try
            {
                System.Diagnostics.Trace.TraceWarning($"Tracking: {FolderVariable} is '{path}', which is no folder's path ({problem.Message}); nothing is recorded");
            }
            catch (Exception)
            {
                // Nor by whoever listens.
            }
            return null;
        }
    }
}
