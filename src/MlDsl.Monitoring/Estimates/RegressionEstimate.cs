namespace MlDsl;

/// <summary>How far a regression is from labels that are not known yet, by what its errors were on rows like these.</summary>
/// <remarks>
/// An interval holds the metric that the labels will show as often as <see cref="Level"/> says, while a row is missed by as much as such rows were missed among the validation
/// rows. Where what is predicted has changed itself (concept drift), it is wrong and cannot know it: only labels tell.
/// </remarks>
public sealed record RegressionEstimate
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

    /// <summary>Mean absolute error, in the label's unit.</summary>
    public Metric Mae { get; init; } = Metric.Undefined;

    /// <summary>Root mean squared error, in the label's unit.</summary>
    public Metric Rmse { get; init; } = Metric.Undefined;

    /// <summary>Of a model with <c>[Intervals]</c>, the share of the labels that lie in their interval; undefined without.</summary>
    public Metric Coverage { get; init; } = Metric.Undefined;

    /// <summary>Of such a model, the mean width of the intervals, in the label's unit. It is known, and has no interval itself.</summary>
    public Metric IntervalWidth { get; init; } = Metric.Undefined;

    /// <summary>Every metric with its name: coverage and width where the model has intervals.</summary>
    public IReadOnlyList<NamedMetric> Named => IntervalWidth.IsDefined
        ? [new(Metric.Rmse, Rmse), new(Metric.Mae, Mae), new(Metric.Coverage, Coverage), new(Metric.IntervalWidth, IntervalWidth)]
        : [new(Metric.Rmse, Rmse), new(Metric.Mae, Mae)];

    /// <summary>A line for each metric, or the one that says why there is none; in every culture alike.</summary>
    public override string ToString() => Problem ?? EstimateText.Of(Rows, Level, Named);
}
