namespace MlDsl.Serving;

/// <summary>Says when files may have changed: when the system tells of it, and from time to time, since it does not tell of everything.</summary>
internal sealed class FileWatch : IDisposable
{
    // A file is written in many parts; the last one follows soon.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim changed = new(0, 1);
    private readonly List<FileSystemWatcher> watchers = [];
    private readonly TimeSpan every;

    public FileWatch(IEnumerable<string> files, ServingOptions options, ServingTelemetry telemetry)
    {
        every = options.PollEvery > TimeSpan.Zero ? options.PollEvery : Timeout.InfiniteTimeSpan;
        if (!options.Watch) return;
        // The whole folder: what is swapped there may be a link with another name.
        foreach (string folder in files.Select(static f => Path.GetDirectoryName(Path.GetFullPath(f))!).Distinct(StringComparer.Ordinal))
        {
            try
            {
                var watcher = new FileSystemWatcher(folder);
                watchers.Add(watcher);
                watcher.Changed += (_, _) => Tell();
                watcher.Created += (_, _) => Tell();
                watcher.Deleted += (_, _) => Tell();
                watcher.Renamed += (_, _) => Tell();
                watcher.EnableRaisingEvents = true;
            }
            catch (Exception problem) when (problem is ArgumentException or IOException or UnauthorizedAccessException or PlatformNotSupportedException)
            {
                // No such folder yet, or no more watches to be had.
                telemetry.Unseen(folder, problem);
            }
        }
    }

    /// <summary>Waits until files may have changed; false when it is time to stop.</summary>
    public async Task<bool> WaitAsync(CancellationToken stopping)
    {
        try
        {
            if (await changed.WaitAsync(every, stopping).ConfigureAwait(false)) await Task.Delay(Settling, stopping).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        foreach (FileSystemWatcher watcher in watchers) watcher.Dispose();
    }

    private void Tell()
    {
        try
        {
            changed.Release();
        }
        catch (SemaphoreFullException)
        {
            // It was told already, and nobody looked since.
        }
    }
}
