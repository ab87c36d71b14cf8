using System.Globalization;
using MlDsl.Forecasting;
using MlDsl.Training;

namespace MlDsl;

/// <summary>The steps that follow one series. Immutable.</summary>
/// <typeparam name="TRow">The data set's row.</typeparam>
public sealed class SeriesForecast<TRow> : ISeriesForecast
{
    private readonly double[] quantiles;
    private readonly QuantileLevels levels;

    internal SeriesForecast(TRow last, SeriesOrigin origin, IReadOnlyList<ForecastStep> steps, double[] quantiles, QuantileLevels levels) =>
        (Last, Origin, Steps, this.quantiles, this.levels) = (last, origin, steps, quantiles, levels);

    /// <summary>Of which series it is, and from when.</summary>
    internal SeriesOrigin Origin { get; }

    /// <summary>The last row of the history: it says which series this is.</summary>
    public TRow Last { get; }

    /// <summary>The steps behind it, in order.</summary>
    public IReadOnlyList<ForecastStep> Steps { get; }

    /// <summary>The share of values that intervals are made to hold.</summary>
    public double IntervalLevel => levels.Interval;

    /// <summary>The levels whose quantiles are told: the tenths, and both ends of the interval.</summary>
    public IReadOnlyList<double> Levels => [.. Enumerable.Range(0, levels.Count).Select(place => levels[place])];

    ToldSeries ISeriesForecast.Told => new(
        Origin.Series, Origin.Time, Origin.CountsSteps, Origin.Scale, levels.Interval, Origin.Reference,
        [.. Steps.Select(static step => new ToldStep(step.Time.Ticks, step.Value, step.Low, step.High))]);

    /// <summary>What the value of a step does not exceed with the probability <paramref name="level"/>.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="level">One of <see cref="Levels"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step, or the level is not told.</exception>
    public double Quantile(int step, double level)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(step, Steps.Count);
        for (int i = 0; i < levels.Count; i++)
            if (Math.Abs(levels[i] - level) < 1e-12) return quantiles[(step * levels.Count) + i];
        throw new ArgumentOutOfRangeException(nameof(level), level, $"the quantiles of {string.Join(", ", Levels.Select(static l => l.ToString(CultureInfo.InvariantCulture)))} are told; declare another Interval for other ends");
    }
}

/// <summary>What is forecast of one step.</summary>
/// <param name="Time">When: of the clock that the event times of the rows show, without a zone; of times with an offset in UTC, or of the zone that <see cref="SeriesAttribute.Zone"/> names. Where event times number steps, as many ticks as <see cref="Number"/>.</param>
/// <param name="Value">The forecast.</param>
/// <param name="Low">The lower end of its interval.</param>
/// <param name="High">The upper end of its interval.</param>
public readonly record struct ForecastStep(DateTime Time, double Value, double Low, double High)
{
    /// <summary>The number of the step where event times number steps; null where they are times.</summary>
    public long? Number { get; init; }
}

/// <summary>What a forecast comes from.</summary>
/// <param name="Series">What tells the series from others.</param>
/// <param name="Time">The time of the last value of its history, in ticks or steps.</param>
/// <param name="CountsSteps">Whether times are numbers of steps.</param>
/// <param name="Scale">The mean absolute difference to the season before in the history.</param>
/// <param name="Reference">What tells the model's reference from others; 0 for none.</param>
/// <param name="Moved">By how many of its usual errors the level moved since training; NaN where that is not known.</param>
/// <param name="Like">What the history is like, beside those of training; null where the series was not in it.</param>
internal readonly record struct SeriesOrigin(ulong Series, long Time, bool CountsSteps, double Scale, ulong Reference, float Moved, string? Like);
