using System.Globalization;

namespace MlDsl;

/// <summary>How well a classifier does on rows whose labels are not known yet, by its own calibrated probabilities.</summary>
/// <remarks>
/// An interval holds the metric that the labels will show as often as <see cref="Level"/> says: it has in it how labels fall out at their probabilities, and that the calibration
/// is fitted to some rows only. It holds while a row of a given probability is positive as often as it was among the validation rows. Where what is predicted has changed itself
/// (concept drift), it is wrong and cannot know it: only labels tell.
/// </remarks>
public sealed record BinaryEstimate
{
    /// <summary>The number of rows.</summary>
    public required int Rows { get; init; }

    /// <summary>How much of what may come an interval covers, such as 0.95.</summary>
    public required double Level { get; init; }

    /// <summary>How far the validation rows reach where these are.</summary>
    public required ValidationSupport Support { get; init; }

    /// <summary>Why there are no figures, as a sentence; null where there are.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether there are figures.</summary>
    public bool IsEstimable => Problem is null;

    /// <summary>Share of right decisions.</summary>
    public Metric Accuracy { get; init; } = Metric.Undefined;

    /// <summary>Share of the predicted positives that are positive; undefined where none is predicted.</summary>
    public Metric Precision { get; init; } = Metric.Undefined;

    /// <summary>Share of the positives that are predicted.</summary>
    public Metric Recall { get; init; } = Metric.Undefined;

    /// <summary>Harmonic mean of precision and recall.</summary>
    public Metric F1 { get; init; } = Metric.Undefined;

    /// <summary>How likely a positive row ranks above a negative one, equals counting half.</summary>
    public Metric RocAuc { get; init; } = Metric.Undefined;

    /// <summary>Mean negative log-likelihood of the model's own probabilities in nats, clipped as <see cref="BinaryMetrics.LogLoss"/> is.</summary>
    public Metric LogLoss { get; init; } = Metric.Undefined;

    /// <summary>Mean squared difference of the model's own probability and the label.</summary>
    public Metric Brier { get; init; } = Metric.Undefined;

    /// <summary>Every metric with its name.</summary>
    public IReadOnlyList<NamedMetric> Named =>
    [
        new(Metric.RocAuc, RocAuc), new(Metric.LogLoss, LogLoss), new(Metric.Brier, Brier), new(Metric.Accuracy, Accuracy),
        new(Metric.Precision, Precision), new(Metric.Recall, Recall), new(Metric.F1, F1),
    ];

    /// <summary>A line for each metric, or the one that says why there is none; in every culture alike.</summary>
    public override string ToString() => Problem ?? EstimateText.Of(Rows, Level, Named);
}

/// <summary>Estimates as text.</summary>
internal static class EstimateText
{
    public static string Of(int rows, double level, IReadOnlyList<NamedMetric> named)
    {
        var table = new TextTable("", "estimate", string.Create(CultureInfo.InvariantCulture, $"{100 * level:0.##} %"));
        foreach (NamedMetric metric in named) table.Add(metric.Name, metric.Metric.ValueText, metric.Metric.IntervalText);
        return $"Estimated without labels on {TextTable.Rows(rows)}\n{table}";
    }
}
