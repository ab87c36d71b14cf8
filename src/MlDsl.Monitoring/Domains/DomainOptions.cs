using MlDsl.Monitoring;

namespace MlDsl;

/// <summary>
/// A classifier that learns to tell a window's rows from those of a sample: what it can tell is drift, also of how columns depend on each other where no single one has changed. It is asked beside the alarms, of each window that these look at, and has a
/// budget of its own.
/// </summary>
public sealed record DomainOptions
{
    /// <summary>The rows of a window, and of a sample, at least.</summary>
    internal const int LeastRows = 100;

    /// <summary>The file with the sample of the reference's rows: see <see cref="RowSample"/>. One of another reference, or that cannot be read, is named to <see cref="MonitoringOptions.OnProblem"/>, and windows are not compared with it.</summary>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public required string Sample { get; init => field = value is { Length: > 0 } ? value : throw new ArgumentException("The classifier needs the file of a sample", nameof(Sample)); }

    /// <summary>The share of weeks without drift that may have an alarm of it, beside <see cref="AlarmOptions.WeeklyRate"/>: from 0.0001 to 0.2; 1 % unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of that range.</exception>
    public double WeeklyRate
    {
        get;
        init => field = value is >= 0.0001 and <= 0.2 ? value : throw new ArgumentOutOfRangeException(nameof(WeeklyRate), value, "0.0001 to 0.2 of weeks may have a false alarm of the classifier");
    } = 0.01;

    /// <summary>The rows of a window that are looked at, drawn from all of it, and half of those of the sample: from 100 to 5,000; 1,000 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of that range.</exception>
    public int Rows
    {
        get;
        init => field = value is >= LeastRows and <= 5_000 ? value : throw new ArgumentOutOfRangeException(nameof(Rows), value, "100 to 5,000 rows of a window are looked at");
    } = 1_000;

    /// <summary>The seed of what is drawn.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Hears of each window that was looked at, whether it is an alarm or not; what it throws goes where that of <see cref="MonitoringOptions.OnClosed"/> goes.</summary>
    public Action<DomainDrift>? OnTested { get; init; }
}
