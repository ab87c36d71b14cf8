namespace MlDsl;

/// <summary>How long a look at a forecast's errors is, and how often its alarms may be false.</summary>
public sealed record ForecastAlarmOptions
{
    /// <summary>How long a look is, from Mondays on where it is a week, which it is unless set. Where event times number steps, so many ticks as steps; a horizon unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0.</exception>
    public TimeSpan? Every { get; init => field = value is null || value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(Every), value, $"{nameof(Every)} must be above 0"); }

    /// <summary>The share of looks that may have a false alarm of errors, where each look is compared with what calibration told: 0.05 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0 and below 0.5.</exception>
    public double ErrorRate { get; init => field = Share(value, nameof(ErrorRate)); } = 0.05;

    /// <summary>The share of looks that may have a false alarm of intervals.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0 and below 0.5.</exception>
    public double IntervalRate { get; init => field = Share(value, nameof(IntervalRate)); } = 0.05;

    private static double Share(double value, string name) => value is > 0 and < 0.5 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be above 0 and below 0.5");
}
