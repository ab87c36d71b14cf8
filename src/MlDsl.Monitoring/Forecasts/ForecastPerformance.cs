using System.Globalization;

namespace MlDsl;

/// <summary>How far off forecasts were, together and by steps ahead: means over series, of which each is the mean over its values, with intervals.</summary>
/// <remarks>
/// Intervals are over series where there are 10 or more, as those of <see cref="ForecastMetrics"/>; of fewer over stretches of time that are a horizon long, from 10 of these on; else there are none. MASE and bias leave out series
/// without a scale.
/// </remarks>
public sealed record ForecastPerformance : IMetrics<ForecastPerformance>
{
    /// <summary>The number of values that were compared: a step counts once for each origin from which it was forecast.</summary>
    public required int Rows { get; init; }

    /// <summary>The number of series.</summary>
    public required int Series { get; init; }

    /// <inheritdoc/>
    public required double Level { get; init; }

    /// <summary>The share of values that intervals are made to hold, such as 0.95.</summary>
    public required double IntervalLevel { get; init; }

    /// <summary>All steps together.</summary>
    public required StepPerformance All { get; init; }

    /// <summary>By how many steps ahead, from 1 on; those without a value are left out.</summary>
    public required IReadOnlyList<StepPerformance> Steps { get; init; }

    /// <summary>None: evaluate with a history for the season before.</summary>
    public ForecastPerformance? Baseline => null;

    /// <summary>None: series are not sliced.</summary>
    public IReadOnlyList<Slice<ForecastPerformance>> Slices => [];

    /// <summary>The metrics of all steps, and MASE of the first and of the last one.</summary>
    public IReadOnlyList<NamedMetric> Named =>
    [
        new("MASE", All.Mase), new("sMAPE", All.Smape), new(Metric.Coverage, All.Coverage), new("bias", All.Bias),
        .. (Steps.Count < 2 ? [] : new[] { Steps[0], Steps[^1] }).Select(static step => new NamedMetric(FormattableString.Invariant($"MASE step {step.Step}"), step.Mase)),
    ];

    /// <summary>A line for all steps, then one for each; in every culture alike.</summary>
    public override string ToString() => string.Join('\n', Steps.Prepend(All).Select(static step => step.ToString()).Prepend(
        string.Create(CultureInfo.InvariantCulture, $"{Rows:N0} values of {Series:N0} series; intervals for {IntervalLevel * 100:0.##}% of the values")));
}

/// <summary>How far off forecasts so many steps ahead were.</summary>
/// <param name="Step">How many steps ahead, from 1; 0 for all together.</param>
/// <param name="Rows">The number of values.</param>
/// <param name="Mase">The mean absolute error over the mean absolute difference to the season before in each history.</param>
/// <param name="Smape">The mean of 200·|y − f| / (|y| + |f|), from 0 to 200; 0 where both are 0.</param>
/// <param name="Coverage">The share of values in their interval.</param>
/// <param name="Bias">The mean of what came less what was forecast, in the units of MASE: above 0 forecasts are too low.</param>
public sealed record StepPerformance(int Step, int Rows, Metric Mase, Metric Smape, Metric Coverage, Metric Bias)
{
    /// <summary>The metrics in a line; in every culture alike.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(Step == 0 ? "all steps" : $"step {Step}")}: MASE {Mase}, sMAPE {Smape}, coverage {Coverage}, bias {Bias} ({Rows:N0} values)");
}
