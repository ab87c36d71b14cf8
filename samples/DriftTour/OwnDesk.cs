using MlDsl;

namespace DriftTour;

/// <summary>A desk in this process.</summary>
public sealed class OwnDesk(TripModel model, TimeProvider clock) : IDesk, IDisposable
{
    private TripModel model = model;

    public ModelMonitor<TripModel, Trip.Input, float> Monitor { get; } = new(Service.Watched, clock);

    public Task<float[]> AskAsync(IReadOnlyList<Trip> trips)
    {
        var minutes = new float[trips.Count];
        Monitor.Watching(model).Run([.. trips.Select(static trip => trip.ToInput())], minutes);
        return Task.FromResult(minutes);
    }

    public Task TakeAsync(TripModel model)
    {
        this.model = model;
        return Task.CompletedTask;
    }

    public void Dispose() => Monitor.Dispose();
}
