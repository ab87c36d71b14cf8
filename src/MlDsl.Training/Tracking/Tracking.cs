namespace MlDsl.Training;

/// <summary>
/// Records what a process fits, evaluates, assesses and searches, each run in a folder of its own, without a further call. Off unless <see cref="UseFolder"/>
/// is called, or the environment variable <c>MLDSL_TRACKING</c> names a folder.
/// </summary>
/// <remarks>
/// What is recorded decides nothing and can end nothing: a disk that fails is a <see cref="TrackingProblem"/>, and the training goes on. Values of rows
/// never enter, those of <c>[Sensitive]</c> columns neither as slices nor as declared categories; of exceptions their type does, of files their name.
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
    /// <param name="atMost">How long.</param>
    /// <returns>Whether nothing is left to try; true as well where there is no tracker.</returns>
    public static bool Flush(TimeSpan atMost) => Session?.Wait(atMost) ?? true;

    internal static void CountProblem() => Interlocked.Increment(ref problems);

    private static TrackingSession? OfVariable()
    {
        string? path = Environment.GetEnvironmentVariable(FolderVariable);
        if (string.IsNullOrWhiteSpace(path)) return null;
        try
        {
            return new TrackingSession(path, new());
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException or PathTooLongException or System.Security.SecurityException)
        {
            Interlocked.Increment(ref problems);
            System.Diagnostics.Trace.TraceWarning($"Tracking: {FolderVariable} is '{path}', which is no folder's path ({problem.Message}); nothing is recorded");
            return null;
        }
    }
}
