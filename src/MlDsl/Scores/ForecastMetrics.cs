using System.Globalization;
using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>
/// How good forecasts of series are: means over the series, of which each is the mean over its steps, with intervals over series. The baseline is the seasonal naive forecast,
/// always.
/// </summary>
/// <remarks>
/// Hyndman and Koehler (2006), "Another look at measures of forecast accuracy"; Makridakis, Spiliotis and Assimakopoulos (2020), "The M4 Competition". A series whose
/// history is no longer than a season, or repeats it without any error, has no scale: it counts in sMAPE, WQL and coverage alone, and in <see cref="Unscaled"/>.
/// </remarks>
public sealed record ForecastMetrics : IMetrics<ForecastMetrics>
{
    /// <summary>The number of values that were forecast.</summary>
    [JsonIgnore(Condition = Never)]
    public required int Rows { get; init; }

    /// <summary>The number of series.</summary>
    [JsonIgnore(Condition = Never)]
    public required int Series { get; init; }

    /// <summary>The number of series without a scale, which MASE, OWA and MSIS leave out.</summary>
    [JsonIgnore(Condition = Never)]
    public required int Unscaled { get; init; }

    /// <summary>The number of values that were not forecast, because their series had too short a history or they lie behind a gap that is longer than the horizon; no metric counts them.</summary>
    [JsonIgnore(Condition = Never)]
    public required int Skipped { get; init; }

    /// <inheritdoc/>
    [JsonIgnore(Condition = Never)]
    public required double Level { get; init; }

    /// <summary>The share of values that intervals are made to hold, such as 0.95.</summary>
    [JsonIgnore(Condition = Never)]
    public required double IntervalLevel { get; init; }

    /// <summary>The mean absolute error over the mean absolute difference to the season before in the history; 1 is what that naive forecast has of one step within the history.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric Mase { get; init; }

    /// <summary>The mean of 200·|y − f| / (|y| + |f|), from 0 to 200; 0 where both are 0.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric Smape { get; init; }

    /// <summary>
    /// The mean of sMAPE and MASE, each over that of the seasonally adjusted last value (Naïve 2): below 1 is better than that. Quotients of means over all series.
    /// </summary>
    [JsonIgnore(Condition = Never)]
    public required Metric Owa { get; init; }

    /// <summary>The weighted quantile loss: twice the pinball loss over the sum of |y|, as a mean over the levels 0.1 to 0.9.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric Wql { get; init; }

    /// <summary>
    /// The mean scaled interval score: width of the interval plus 2/α times what a value lies outside, over the scale of MASE (Gneiting and Raftery, 2007).
    /// </summary>
    [JsonIgnore(Condition = Never)]
    public required Metric Msis { get; init; }

    /// <summary>The share of values in their interval.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric Coverage { get; init; }

    /// <summary>The same metrics, without intervals, of the last season again; its interval ends are quantiles of the history's own differences over as many seasons.</summary>
    public ForecastMetrics? Baseline { get; init; }

    /// <summary>None: series are not sliced.</summary>
    [JsonIgnore]
    public IReadOnlyList<Slice<ForecastMetrics>> Slices => [];

    /// <inheritdoc/>
    [JsonIgnore]
    public IReadOnlyList<NamedMetric> Named =>
        [new("MASE", Mase), new("sMAPE", Smape), new("OWA", Owa), new("WQL", Wql), new("MSIS", Msis), new(Metric.Coverage, Coverage)];

    /// <summary>A table of metric, value, interval over series and baseline; in every culture alike.</summary>
    public override string ToString() => MetricsText.Write(this, "Forecast", [], Notes());

    private string Notes() => string.Create(CultureInfo.InvariantCulture, $"Means over {Series:N0} series; intervals for {IntervalLevel * 100:0.##}% of the values; the baseline is the season before")
        + (Unscaled == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"\n{Unscaled:N0} series have no scale, as their history is no longer than a season or repeats it exactly: MASE, OWA and MSIS leave them out"))
        + (Skipped == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"\n{Skipped:N0} values were not forecast: their history was too short, or they lie behind a gap longer than the horizon"));
}
