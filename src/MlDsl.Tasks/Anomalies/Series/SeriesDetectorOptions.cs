using static MlDsl.Training.OptionRange;

namespace MlDsl.Training;

/// <summary>How spikes and changes of series are found.</summary>
public sealed record SeriesDetectorOptions
{
    /// <summary>The steps of a season, such as 24 of hours, from 1 (none) to 100,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public int Season { get; init => field = Within(value, 1, 100_000, nameof(Season)); } = 1;

    /// <summary>The seasons that are looked at before anything is said, from 3 to 1,000; at least 20 values in all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public int WarmUp { get; init => field = Within(value, 3, 1_000, nameof(WarmUp)); } = 4;

    /// <summary>How often a value of a series that goes on as before is called a spike, above 0 and at most 0.1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is out of its range.</exception>
    public double SpikeRate { get; init => field = Rate(value, nameof(SpikeRate)); } = 1e-4;

    /// <summary>How often a change is told at a value of a series that goes on as before, above 0 and at most 0.1: 1e-4 is one in 10,000 values.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is out of its range.</exception>
    public double ChangeRate { get; init => field = Rate(value, nameof(ChangeRate)); } = 1e-4;

    /// <summary>How much of a value's deviation the level takes on, above 0 and at most 0.5: the lower, the slower a drift is that passes for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
    public double LevelShare { get; init => field = value is > 0 and <= 0.5 ? value : throw Out(value, "above 0 and at most 0.5", nameof(LevelShare)); } = 0.02;

    private static double Rate(double value, string name) => value is > 0 and <= 0.1 ? value : throw Out(value, "above 0 and at most 0.1", name);
}
