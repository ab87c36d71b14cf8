namespace MlDsl.Training;

/// <summary>How runs are tracked.</summary>
public sealed record TrackingOptions
{
    /// <summary>
    /// Hears of everything that could not be recorded or sent, on whichever thread found it; what it throws is passed over. Where it is null,
    /// <see cref="System.Diagnostics.Trace"/> hears of the first problem of each run.
    /// </summary>
    public Action<TrackingProblem>? OnProblem { get; init; }

    /// <summary>Model files that are saved are copied into the run's folder up to this many bytes, 64 MiB unless set; of larger ones size and hash are recorded. 0 copies none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long MaxArtifactBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(MaxArtifactBytes));
            field = value;
        }
    } = 64L << 20;

    /// <summary>Where runs are sent as well, in the background, as soon as there is something new of them; null for nowhere. What is not sent stays in the folder.</summary>
    public IRunTracker? Tracker { get; init; }

    /// <summary>How long a process that ends waits for what is being sent, 5 seconds unless set. What is not sent by then can be sent from the folder.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public TimeSpan ExitWait
    {
        get;
        init => field = value >= TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(ExitWait), value, "ExitWait must be 0 or more");
    } = TimeSpan.FromSeconds(5);

    internal RunDisk Disk { get; init; } = RunDisk.Machine;
}

/// <summary>A place that runs are sent to, such as a server of MLflow.</summary>
public interface IRunTracker
{
    /// <summary>Sends of a run what the place has not got yet. To send a run twice is to send it once.</summary>
    /// <param name="run">The run as its folder has it.</param>
    /// <param name="cancellation">Stops the sending; the next one goes on.</param>
    /// <exception cref="Exception">The run could not be sent as a whole.</exception>
    Task SendAsync(RunRecord run, CancellationToken cancellation);
}
