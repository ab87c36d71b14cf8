using System.Globalization;
using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>How well a binary classifier ranks, estimates and decides; every mean and count is weighted by the rows' weights.</summary>
public sealed record BinaryMetrics : IMetrics<BinaryMetrics>
{
    /// <inheritdoc/>
    [JsonIgnore(Condition = Never)]
    public required int Rows { get; init; }

    /// <summary>The number of rows whose label is positive.</summary>
    [JsonIgnore(Condition = Never)]
    public required int Positives { get; init; }

    /// <inheritdoc/>
    [JsonIgnore(Condition = Never)]
    public required double Level { get; init; }

    /// <summary>
    /// Area under the ROC curve: how likely a positive row ranks above a negative one, equals counting half; undefined unless both
    /// classes are present.
    /// </summary>
    [JsonIgnore(Condition = Never)]
    public required Metric RocAuc { get; init; }

    /// <summary>
    /// Area under the precision-recall curve as average precision, the sum of precision times the gain in recall, without
    /// interpolation; undefined where no row is positive.
    /// </summary>
    [JsonIgnore(Condition = Never)]
    public required Metric PrAuc { get; init; }

    /// <summary>Mean negative log-likelihood in nats; probabilities are clipped to 2⁻²³ and 1 − 2⁻²³.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric LogLoss { get; init; }

    /// <summary>Mean squared difference of probability and label, from 0 to 1.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric Brier { get; init; }

    /// <summary>
    /// Expected calibration error: the mean distance of probability and share of positives over ten bins of equal width, by the rows in each.
    /// Never 0 on few rows, however good the probabilities are.
    /// </summary>
    /// <remarks>Naeini, Cooper and Hauskrecht (2015), "Obtaining well calibrated probabilities using Bayesian binning".</remarks>
    [JsonIgnore(Condition = Never)]
    public required Metric Ece { get; init; }

    /// <summary>Share of right decisions.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric Accuracy { get; init; }

    /// <summary>Share of the predicted positives that are positive; undefined where none is predicted.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric Precision { get; init; }

    /// <summary>Share of the positives that are predicted; undefined where no row is positive.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric Recall { get; init; }

    /// <summary>Harmonic mean of precision and recall; undefined where no row is positive and none is predicted.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric F1 { get; init; }

    /// <summary>A row is predicted positive where its probability is at least this.</summary>
    [JsonIgnore(Condition = Never)]
    public required Probability Threshold { get; init; }

    /// <summary>The decisions at the threshold, by actual and predicted class.</summary>
    [JsonIgnore(Condition = Never)]
    public required BinaryConfusion Confusion { get; init; }

    /// <summary>How often it happened beside how often it was said, for each of the ten bins that has rows, from the lowest probability up.</summary>
    public IReadOnlyList<ReliabilityBin> Reliability { get; init => field = ValueList.Of(value); } = ValueList<ReliabilityBin>.Empty;

    /// <inheritdoc/>
    public BinaryMetrics? Baseline { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<Slice<BinaryMetrics>> Slices { get; init => field = ValueList.Of(value); } = ValueList<Slice<BinaryMetrics>>.Empty;

    /// <inheritdoc/>
    [JsonIgnore]
    public IReadOnlyList<NamedMetric> Named =>
    [
        new("ROC-AUC", RocAuc), new("PR-AUC", PrAuc), new("log-loss", LogLoss), new("Brier", Brier), new("ECE", Ece),
        new("accuracy", Accuracy), new("precision", Precision), new("recall", Recall), new("F1", F1),
    ];

    /// <summary>A table of metric, value, interval and baseline, the confusion, then the slices; in every culture alike.</summary>
    public override string ToString() => MetricsText.Write(
        this,
        "Binary classification",
        ["ROC-AUC", "precision", "recall"],
        Positive(),
        Confusion.ToString());

    /// <summary><see cref="Reliability"/> as a table; in every culture alike.</summary>
    public string ReliabilityTable() => ReliabilityBin.Table(Reliability);

    private string Positive() => string.Create(
        CultureInfo.InvariantCulture, $"{Positives:N0} of {TextTable.Rows(Rows)} positive; predicted so from probability {Threshold} on");
}
