using MlDsl;

namespace DriftTour;

/// <summary>Where it is asked how long trips will take, and the answers are watched.</summary>
public interface IDesk
{
    ModelMonitor<TripModel, Trip.Input, float> Monitor { get; }

    /// <summary>The minutes of trips.</summary>
    Task<float[]> AskAsync(IReadOnlyList<Trip> trips);

    /// <summary>Answers by another model from now on.</summary>
    Task TakeAsync(TripModel model);
}
