using MlDsl.Monitoring.Outcomes;
using MlDsl.Training;

namespace MlDsl;

/// <summary>Of which predictions the outcome becomes known at all.</summary>
public enum OutcomesOf
{
    /// <summary>Of all.</summary>
    AllPredictions,

    /// <summary>Only where the decision was positive, as a loan that was granted is paid back or not.</summary>
    PositiveDecisions,

    /// <summary>Only where the decision was negative, as a message that was let through is complained of.</summary>
    NegativeDecisions,
}

/// <summary>When what was added is said to be there.</summary>
public enum WriteDurability
{
    /// <summary>When the disk has it: it outlives the machine's power. Callers that come at the same time share one wait.</summary>
    Disk,

    /// <summary>When the operating system has it: it outlives the process, and not the machine.</summary>
    OperatingSystem,
}

/// <summary>How predictions and their outcomes are kept.</summary>
public sealed record OutcomeStoreOptions
{
    /// <summary>
    /// The key of the HMAC that stands for an id in the files, from the service's configuration; at least 16 bytes. Who has the files without the key cannot tell whose they are, or
    /// try ids. With another key a store is refused.
    /// </summary>
    /// <exception cref="ArgumentException">There are fewer than 16 bytes.</exception>
    public required ReadOnlyMemory<byte> Key { get; init => field = IdKey.Checked(value, nameof(Key)); }

    /// <summary>How long after its prediction an outcome is known at the latest: metrics take only predictions that are older. Zero or longer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public required TimeSpan LabelDelay
    {
        get;
        init => field = value >= TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(LabelDelay), value, "A delay is zero or longer");
    }

    /// <summary>How long anything is kept; <see cref="OutcomeStore.Trim"/> takes away what is older. Above zero; a year unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not above zero.</exception>
    public TimeSpan Retention
    {
        get;
        init => field = value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(Retention), value, "What is kept is kept for a time above zero");
    } = TimeSpan.FromDays(365);

    /// <summary>When a write is said to be there; the disk's unless set.</summary>
    public WriteDurability Durability { get; init; }

    /// <summary>Of which predictions outcomes become known at all; figures say so where it is not all.</summary>
    public OutcomesOf Outcomes { get; init; }

    /// <summary>The most bytes of one file.</summary>
    internal int SegmentBytes { get; init; } = 1 << 24;

    /// <summary>What writes.</summary>
    internal RunDisk Files { get; init; } = RunDisk.Machine;
}
