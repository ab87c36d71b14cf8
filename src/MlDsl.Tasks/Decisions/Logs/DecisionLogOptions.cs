namespace MlDsl;

/// <summary>What a decision counts whose reward is due and not there.</summary>
public enum MissingReward
{
    /// <summary>Nothing: reading the log is an error that names the first such decision.</summary>
    Error,

    /// <summary>0: a click, a sale or a visit that has not come by then did not happen.</summary>
    Zero,

    /// <summary>
    /// The decision is left out, and counted. Right only where whether a reward is known has nothing to do with the action or the reward, as where a queue loses some by chance.
    /// </summary>
    LeaveOut,
}

/// <summary>How decisions and their rewards are kept.</summary>
public sealed record DecisionLogOptions
{
    /// <summary>How long after its decision a reward is known at the latest: younger decisions are not read, and what comes later counts as missing, so that a decision is worth the same whenever the log is read. Zero or longer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public required TimeSpan RewardDelay
    {
        get;
        init => field = value >= TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(RewardDelay), value, "A delay is zero or longer");
    }

    /// <summary>What a decision counts whose reward is due and not there; an error unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public MissingReward Missing
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Missing), value, "Missing must be Error, Zero or LeaveOut");
    }

    /// <summary>Whether a write waits for the disk, and so outlives the machine's power; without it, it outlives the process only. True unless set.</summary>
    public bool WaitsForDisk { get; init; } = true;

    /// <summary>What writes.</summary>
    internal Training.RunDisk Files { get; init; } = Training.RunDisk.Machine;
}

/// <summary>A log of decisions that cannot be opened, read or written: another process writes it, it is of other rows, or a file is damaged; the message names it and the way out.</summary>
public sealed class DecisionLogException : IOException
{
    internal DecisionLogException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
