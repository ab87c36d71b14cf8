namespace DriftTour;

/// <summary>A clock that is put forward.</summary>
public sealed class SimulatedClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = World.Start;

    public override DateTimeOffset GetUtcNow() => Now;
}
