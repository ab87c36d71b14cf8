using MlDsl.Monitoring;

namespace MlDsl;

/// <summary>When windows are closed, how often their alarms may be false, and who hears of both.</summary>
public sealed record MonitoringOptions
{
    /// <summary>The default: windows of an hour, of which the last 168 are kept; alarms of days, of which 5 % of weeks may have a false one.</summary>
    public static MonitoringOptions Default { get; } = new();

    /// <summary>The model's name in metrics and on the page; the type's own where null. Give it what the service calls the model, so that dashboards find both.</summary>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public string? Name { get; init => field = value is null || value.Trim().Length > 0 ? value : throw new ArgumentException("A name in metrics is not empty; leave it null for that of the model's type", nameof(Name)); }

    /// <summary>How long a window is; <see cref="Timeout.InfiniteTimeSpan"/> for as long as it takes. Windows without rows are closed as well.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0.</exception>
    public TimeSpan Every
    {
        get;
        init => field = value > TimeSpan.Zero || value == Timeout.InfiniteTimeSpan ? value : throw new ArgumentOutOfRangeException(nameof(Every), value, $"{nameof(Every)} must be above 0, or infinite");
    } = TimeSpan.FromHours(1);

    /// <summary>The rows after which a window is closed before its time; 0 for as many as come. A window ends with the call in which they are reached.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public long Rows { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(Rows), value, $"{nameof(Rows)} must be from 0 on"); }

    /// <summary>The closed windows that are kept, and as many alarms; the oldest go first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int Keep { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(Keep), value, $"{nameof(Keep)} must be from 0 on"); } = 168;

    /// <summary>
    /// Hears of every closed window, one after the other in the order in which they were closed; what it throws comes to who calls <see cref="ModelMonitor{TModel}.Close"/>, and to <see cref="OnProblem"/>
    /// where time or rows close a window.
    /// </summary>
    public Action<ClosedWindow>? OnClosed { get; init; }

    /// <summary>
    /// The budgets of alarms, for each reference of its own; null for none. Windows that time or rows close are put together until they are as long as one of
    /// <see cref="AlarmOptions.WindowsPerWeek"/>, and as a block of the reference's time; those that are closed by hand are looked at as they are.
    /// </summary>
    public AlarmOptions? Alarms { get; init; } = new();

    /// <summary>
    /// The folder in which the state of alarms is kept, a file for each reference, so that a restart goes on; it is made if it is not there. Null for none: then a restart begins anew, and renews the
    /// budget of trends. Each process needs a folder of its own.
    /// </summary>
    public string? StateFolder { get; init; }

    /// <summary>A classifier that tells rows of a window from those of a sample, beside the alarms; null for none.</summary>
    public DomainOptions? Domain { get; init; }

    /// <summary>Hears of every alarm, after <see cref="OnClosed"/> of its last window; what it throws goes where that goes.</summary>
    public Action<DriftAlarm>? OnAlarm { get; init; }

    /// <summary>Hears of what failed: a state that could not be read or written, a model without a reference that answers rows, once, and whatever was thrown where nobody asks, on the threads of clocks and requests. Null writes a warning to <see cref="System.Diagnostics.Trace"/>.</summary>
    public Action<Exception>? OnProblem { get; init; }
}

/// <summary>A window that is over.</summary>
/// <param name="Reference">What its model was trained on.</param>
/// <param name="Window">What it saw.</param>
public sealed record ClosedWindow(ReferenceProfile Reference, ProfileWindow Window)
{
    /// <summary>Whether one request has much of what another one had, as histories have: how far such rows vary is not known, and no alarm is raised of them.</summary>
    public bool Overlaps { get; internal init; }
}
