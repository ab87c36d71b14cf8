using System.Globalization;
using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>
/// How anomalies are ranked and found; every share is weighted by the rows' weights. Of rows without labels only <see cref="Flagged"/> is defined.
/// </summary>
public sealed record AnomalyMetrics : IMetrics<AnomalyMetrics>
{
    /// <inheritdoc/>
    [JsonIgnore(Condition = Never)]
    public required int Rows { get; init; }

    /// <summary>The number of rows whose label says that they are anomalies; null where rows have no labels.</summary>
    public int? Anomalies { get; init; }

    /// <inheritdoc/>
    [JsonIgnore(Condition = Never)]
    public required double Level { get; init; }

    /// <summary>
    /// Area under the precision-recall curve as average precision, without interpolation; undefined where no row is an anomaly. By chance it is the share of
    /// anomalies.
    /// </summary>
    [JsonIgnore(Condition = Never)]
    public required Metric PrAuc { get; init; }

    /// <summary>How likely an anomaly ranks above another row, equals counting half; undefined unless there are both.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric RocAuc { get; init; }

    /// <summary>The share of anomalies among the first rows, for each of the evaluation's cut-offs.</summary>
    public required IReadOnlyList<PrecisionAtCutoff> Cutoffs { get; init => field = ValueList.Of(value); }

    /// <summary>The share of anomalies among the rows from the threshold on; undefined where there is none.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric Precision { get; init; }

    /// <summary>The share of anomalies that are from the threshold on; undefined where no row is an anomaly.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric Recall { get; init; }

    /// <summary>The share of rows from the threshold on. Of rows like those that the model was fitted to it is about the contamination.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric Flagged { get; init; }

    /// <summary>The score from which a row is flagged.</summary>
    [JsonIgnore(Condition = Never)]
    public required float Threshold { get; init; }

    /// <summary>The same metrics, without intervals, of rows in random order of which as many are flagged; null where rows have no labels.</summary>
    public AnomalyMetrics? Baseline { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<Slice<AnomalyMetrics>> Slices { get; init => field = ValueList.Of(value); } = ValueList<Slice<AnomalyMetrics>>.Empty;

    /// <inheritdoc/>
    [JsonIgnore]
    public IReadOnlyList<NamedMetric> Named =>
    [
        new(Metric.PrAuc, PrAuc), new(Metric.RocAuc, RocAuc), .. Cutoffs.Select(static c => new NamedMetric(c.Name, c.Precision)),
        new("precision", Precision), new("recall", Recall), new("flagged", Flagged),
    ];

    /// <summary>A table of metric, value, interval and baseline, the anomalies, then the slices; in every culture alike.</summary>
    public override string ToString() => MetricsText.Write(this, "Anomaly detection", ["PR-AUC", "recall", "flagged"], Notes());

    private string Notes() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Anomalies is { } anomalies ? string.Create(CultureInfo.InvariantCulture, $"{anomalies:N0} of {TextTable.Rows(Rows)} anomalies") : "Rows without labels")}; flagged from score {Threshold} on");
}

/// <summary>The share of anomalies among the first rows.</summary>
/// <param name="Cutoff">How many rows are looked at, from the highest score down; at least 1.</param>
/// <param name="Precision">The share, from 0 to 1; undefined where there are fewer rows.</param>
public readonly record struct PrecisionAtCutoff(
    [property: JsonRequired, JsonIgnore(Condition = Never)] int Cutoff,
    [property: JsonRequired, JsonIgnore(Condition = Never)] Metric Precision)
{
    /// <summary>Such as <c>precision@10 0.512 [0.498, 0.527]</c>.</summary>
    public override string ToString() => $"{Name} {Precision}";

    internal string Name => FormattableString.Invariant($"precision@{Cutoff}");
}
