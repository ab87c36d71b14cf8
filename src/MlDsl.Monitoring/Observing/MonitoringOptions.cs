namespace MlDsl;

/// <summary>When windows are closed, and who hears of them.</summary>
public sealed record MonitoringOptions
{
    /// <summary>The default: windows of an hour, of which the last 168 are kept.</summary>
    public static MonitoringOptions Default { get; } = new();

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

    /// <summary>The closed windows that are kept; the oldest go first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int Keep { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(Keep), value, $"{nameof(Keep)} must be from 0 on"); } = 168;

    /// <summary>Hears of every closed window, one after the other; what it throws comes to whoever closes a window, and to nobody where the clock does.</summary>
    public Action<ClosedWindow>? OnClosed { get; init; }
}

/// <summary>A window that is over.</summary>
/// <param name="Reference">What its model was trained on.</param>
/// <param name="Window">What it saw.</param>
public sealed record ClosedWindow(ReferenceProfile Reference, ProfileWindow Window);
