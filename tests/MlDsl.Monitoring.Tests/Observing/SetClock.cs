namespace MlDsl.Monitoring.Tests.Observing;

/// <summary>A clock that is set, with one timer.</summary>
internal sealed class SetClock : TimeProvider
{
    private TimerCallback? ring;
    private object? about;

    public DateTimeOffset Now { get; set; } = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whether the timer was given back.</summary>
    public bool IsDisposed { get; private set; }

    public override DateTimeOffset GetUtcNow() => Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        (ring, about) = (callback, state);
        return new Timer(this);
    }

    /// <summary>Rings the timer.</summary>
    public void Ring() => ring!(about);

    private sealed class Timer(SetClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => clock.IsDisposed = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
