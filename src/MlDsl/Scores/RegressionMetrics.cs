using System.Globalization;
using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>How far a regression's predictions are from the labels; every mean is weighted by the rows' weights.</summary>
public sealed record RegressionMetrics : IMetrics<RegressionMetrics>
{
    /// <inheritdoc/>
    [JsonIgnore(Condition = Never)]
    public required int Rows { get; init; }

    /// <inheritdoc/>
    [JsonIgnore(Condition = Never)]
    public required double Level { get; init; }

    /// <summary>Root mean squared error, in the label's unit.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric Rmse { get; init; }

    /// <summary>Mean absolute error, in the label's unit.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric Mae { get; init; }

    /// <summary>Coefficient of determination, at most 1; undefined where all labels are equal.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric RSquared { get; init; }

    /// <summary>
    /// Mean absolute error as a share of the label (0.1 is ten per cent), over the rows whose label is not 0; undefined where all are.
    /// </summary>
    [JsonIgnore(Condition = Never)]
    public required Metric Mape { get; init; }

    /// <summary>Mean Poisson deviance; undefined unless every prediction is above 0 and every label at least 0.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric PoissonDeviance { get; init; }

    /// <summary>The number of rows whose label is 0, which <see cref="Mape"/> leaves out.</summary>
    [JsonIgnore(Condition = Never)]
    public required int ZeroLabels { get; init; }

    /// <summary>Coverage and width of the intervals; null where the model has none.</summary>
    public IntervalMetrics? Intervals { get; init; }

    /// <inheritdoc/>
    public RegressionMetrics? Baseline { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<Slice<RegressionMetrics>> Slices { get; init => field = ValueList.Of(value); } = ValueList<Slice<RegressionMetrics>>.Empty;

    /// <inheritdoc/>
    [JsonIgnore]
    public IReadOnlyList<NamedMetric> Named =>
    [
        new("RMSE", Rmse), new("MAE", Mae), new("R²", RSquared), new("MAPE", Mape), new("Poisson deviance", PoissonDeviance),
        .. Intervals is null ? (ReadOnlySpan<NamedMetric>)[] : [new("coverage", Intervals.Coverage), new("interval width", Intervals.Width)],
    ];

    /// <summary>A table of metric, value, interval and baseline, what is to be known of intervals, then the slices; in every culture alike.</summary>
    public override string ToString() => MetricsText.Write(
        this, "Regression", Intervals is null ? ["RMSE", "MAE", "R²"] : ["RMSE", "MAE", "R²", "coverage"], [.. Notes()]);

    private IEnumerable<string> Notes()
    {
        if (ZeroLabels > 0) yield return $"MAPE leaves out {TextTable.Rows(ZeroLabels)} whose label is 0";
        if (Intervals is null) yield break;
        yield return string.Create(CultureInfo.InvariantCulture, $"{Intervals.Level * 100:0.##}% intervals, made from {Intervals.CalibrationRows:N0} rows that were held back");
        if (Intervals.Warning is { } warning) yield return warning;
    }
}
