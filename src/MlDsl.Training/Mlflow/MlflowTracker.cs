namespace MlDsl.Training;

/// <summary>
/// Sends runs to a tracking server of MLflow 3 over its REST interface: while they are being recorded, as <see cref="TrackingOptions.Tracker"/>, or later from
/// their folder. The tag <c>mldsl.run</c> tells the server's run from others, so that a run that is sent twice, or whose sending was cut off anywhere, is one.
/// </summary>
/// <remarks>Safe for several threads and processes: a run is sent by one at a time.</remarks>
public sealed class MlflowTracker : IRunTracker, IDisposable
{
    private const string LockName = "send.lock";

    private readonly MlflowApi api;
    private readonly MlflowOptions options;

    /// <summary>A tracker that sends to a server. Nothing is asked of it yet.</summary>
    /// <param name="server">The server's address, such as <c>http://localhost:5000</c>; a user and a password in it are told to the server only.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">The address is none of HTTP.</exception>
    public MlflowTracker(Uri server, MlflowOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        this.options = options ?? new();
        api = new MlflowApi(server, this.options, typeof(MlflowTracker));
    }

    /// <summary>How long a run that another process is sending is waited for.</summary>
    internal TimeSpan LockWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Sends of a run what the server has not got yet. Its folder is read anew.</summary>
    /// <param name="run">The run as its folder has it.</param>
    /// <param name="cancellation">Stops the sending; the next one goes on.</param>
    /// <exception cref="MlflowException">The server refused, failed or is not there; or another process goes on sending the run.</exception>
    /// <exception cref="RunFolderException">The run is no longer in its folder.</exception>
    /// <exception cref="ObjectDisposedException">The tracker is disposed.</exception>
    public async Task<MlflowResult> SendAsync(RunRecord run, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        using FileStream? alone = await LockAsync(run.Folder, cancellation).ConfigureAwait(false);
        // What was read before may be older than what another process has sent since.
        return await new MlflowSending(api, options, RunRecord.Read(run.Folder)).SendAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Sends all runs of a folder, the oldest first. What one of them lacks is no reason not to send the others.</summary>
    /// <param name="folder">The folder that <see cref="Tracking.UseFolder"/> was given.</param>
    /// <param name="progress">Hears of every run that was sent; null for nobody.</param>
    /// <param name="cancellation">Stops the sending; the next one goes on.</param>
    /// <exception cref="RunFolderException">There is no such folder, or it cannot be read.</exception>
    public async Task<MlflowReplay> ReplayAsync(string folder, IProgress<MlflowResult>? progress = null, CancellationToken cancellation = default)
    {
        RunFolder runs = RunFolder.Read(folder);
        var sent = new List<MlflowResult>();
        var failed = new List<string>();
        foreach (RunRecord run in runs.Runs)
        {
            try
            {
                MlflowResult result = await SendAsync(run, cancellation).ConfigureAwait(false);
                sent.Add(result);
                progress?.Report(result);
            }
            catch (Exception problem) when (problem is not (OperationCanceledException or ObjectDisposedException))
            {
                failed.Add($"{run.Folder}: {problem.Message}");
            }
        }
        return new MlflowReplay(sent, failed, runs.Problems);
    }

    Task IRunTracker.SendAsync(RunRecord run, CancellationToken cancellation) => SendAsync(run, cancellation);

    /// <summary>Waits, no longer than <see cref="TrackingOptions.ExitWait"/>, until what was recorded for it is sent, and closes the connections.</summary>
    public void Dispose()
    {
        RunOutbox.Leave(this);
        api.Dispose();
    }

    // Two that send one run at the same time might each make it on the server.
    private async Task<FileStream?> LockAsync(string folder, CancellationToken cancellation)
    {
        long end = Environment.TickCount64 + (long)LockWait.TotalMilliseconds;
        for (int delay = 20; ; delay = Math.Min(2 * delay, 500))
        {
            try
            {
                return new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException problem) when (IsHeld(problem))
            {
                if (Environment.TickCount64 >= end) throw new MlflowException($"'{folder}' is being sent by another process ({problem.Message.TrimEnd('.')}); wait for it, and send again", problem);
                await Task.Delay(delay, cancellation).ConfigureAwait(false);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                // A folder that can only be read is sent by whoever reads it.
                return null;
            }
        }
    }

    // ERROR_SHARING_VIOLATION of Windows; EWOULDBLOCK of Linux and of others.
    private static bool IsHeld(IOException problem) => OperatingSystem.IsWindows() ? problem.HResult == unchecked((int)0x80070020) : problem.HResult is 11 or 35;
}
