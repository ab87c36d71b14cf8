using MlDsl.Monitoring.Outcomes;
using MlDsl.Training;

namespace MlDsl;

/// <summary>How many predictions are sampled, how long they are kept, and what of them is not.</summary>
public sealed record PredictionLogOptions
{
    /// <summary>
    /// The key of the HMAC that stands for an id in the files, from the service's configuration; at least 16 bytes. Who has the files without the key cannot tell whose they are, or try ids.
    /// </summary>
    /// <exception cref="ArgumentException">There are fewer than 16 bytes.</exception>
    public required ReadOnlyMemory<byte> Key { get; init => field = IdKey.Checked(value, nameof(Key)); }

    /// <summary>
    /// The keys that were <see cref="Key"/> before it: their files are read, erased from and trimmed as before, and none is begun. A key may go when <see cref="Retention"/> has taken its files.
    /// </summary>
    /// <exception cref="ArgumentException">One has fewer than 16 bytes.</exception>
    public IReadOnlyList<ReadOnlyMemory<byte>> FormerKeys { get; init => field = [.. value.Select(static key => IdKey.Checked(key, nameof(FormerKeys)))]; } = [];

    /// <summary>The rows that are sampled of each <see cref="Period"/>, each of its rows with the same probability; all where there are no more. From 1 to 1,000,000; 10,000 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of that range.</exception>
    public int Rows
    {
        get;
        init => field = value is >= 1 and <= 1_000_000 ? value : throw new ArgumentOutOfRangeException(nameof(Rows), value, "From 1 to 1,000,000 rows are sampled of a period");
    } = 10_000;

    /// <summary>How long a period is, from a minute on; a day unless set. Periods begin at multiples of it from the year 1 on, in UTC, and a prediction is of the period of its time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is shorter than a minute.</exception>
    public TimeSpan Period
    {
        get;
        init => field = value >= TimeSpan.FromMinutes(1) ? value : throw new ArgumentOutOfRangeException(nameof(Period), value, "A period is a minute or longer");
    } = TimeSpan.FromDays(1);

    /// <summary>How long a row is kept; <c>Trim</c> takes away what is older. Above zero; 30 days unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above zero.</exception>
    public TimeSpan Retention
    {
        get;
        init => field = value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(Retention), value, "What is kept is kept for a time above zero");
    } = TimeSpan.FromDays(30);

    /// <summary>The rows of all periods that <c>Trim</c> leaves at most, whole periods going first, the oldest before others; a million unless set, and never fewer than <see cref="Rows"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int MostRows { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MostRows), value, "At least one row is kept"); } = 1_000_000;

    /// <summary>Inputs whose values are not written, by property, beside those marked <c>[Sensitive]</c>, which never are.</summary>
    public IReadOnlyList<string> Redacted { get; init => field = [.. value]; } = [];

    /// <summary>When a write is said to be there; the operating system's unless set, since a sample is no record of every prediction.</summary>
    public WriteDurability Durability { get; init; } = WriteDurability.OperatingSystem;

    /// <summary>What writes.</summary>
    internal RunDisk Files { get; init; } = RunDisk.Machine;

    /// <summary>What decides which rows are sampled: the system's generator, so that nobody who has the files and this code can tell which rows were passed over.</summary>
    internal Random Draws { get; init; } = SystemDraws.Instance;
}
