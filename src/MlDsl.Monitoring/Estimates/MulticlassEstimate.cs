namespace MlDsl;

/// <summary>How well a classifier of several classes does on rows whose labels are not known yet, by its own calibrated probabilities.</summary>
/// <remarks>
/// An interval holds the metric that the labels will show as often as <see cref="Level"/> says: it has in it how labels fall out at their probabilities, and that the calibration
/// is fitted to some rows only. It holds while rows of given probabilities are of each class as often as such rows were among the validation rows. Where what is predicted has changed
/// itself (concept drift), it is wrong and cannot know it: only labels tell. A row is predicted to be of its most likely class, the first of equals.
/// </remarks>
public sealed record MulticlassEstimate
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

    /// <summary>Mean negative log-likelihood of the label's class by the model's own probabilities in nats, clipped as <see cref="MulticlassMetrics.LogLoss"/> is.</summary>
    public Metric LogLoss { get; init; } = Metric.Undefined;

    /// <summary>Mean squared difference of the model's own probabilities and the label's ones and zeros, summed over the classes: from 0 to 2.</summary>
    public Metric Brier { get; init; } = Metric.Undefined;

    /// <summary>Accuracy: the share of rows predicted right.</summary>
    public Metric MicroAccuracy { get; init; } = Metric.Undefined;

    /// <summary>Mean recall of the classes that have rows, also called balanced accuracy.</summary>
    public Metric MacroAccuracy { get; init; } = Metric.Undefined;

    /// <summary>Mean precision of the classes that are predicted.</summary>
    public Metric MacroPrecision { get; init; } = Metric.Undefined;

    /// <summary>Mean F1 of the classes that have rows or are predicted.</summary>
    public Metric MacroF1 { get; init; } = Metric.Undefined;

    /// <summary>Share, precision, recall and F1 of each class, in the model's order; empty where nothing is estimable.</summary>
    public IReadOnlyList<ClassEstimate> Classes { get; init => field = ValueList.Of(value); } = ValueList<ClassEstimate>.Empty;

    /// <summary>Every metric of all classes together with its name; those of one class are in <see cref="Classes"/>.</summary>
    public IReadOnlyList<NamedMetric> Named =>
    [
        new(Metric.LogLoss, LogLoss), new(Metric.Brier, Brier), new(Metric.MicroAccuracy, MicroAccuracy), new(Metric.MacroAccuracy, MacroAccuracy),
        new("macro precision", MacroPrecision), new(Metric.MacroF1, MacroF1),
    ];

    /// <summary>A line for each metric and then for each class, or the one that says why there is none; in every culture alike.</summary>
    public override string ToString()
    {
        if (Problem is not null) return Problem;
        var table = new TextTable("class", "share", "precision", "recall", "F1");
        foreach (ClassEstimate of in Classes) table.Add(Visible.Of(of.Class), of.Share.ToString(), of.Precision.ToString(), of.Recall.ToString(), of.F1.ToString());
        return $"{EstimateText.Of(Rows, Level, Named)}\n\n{table}";
    }
}

/// <summary>How well one class is recognised in rows without labels.</summary>
/// <param name="Class">The class.</param>
/// <param name="Share">The share of the rows that are of it.</param>
/// <param name="Precision">Share of right ones among the rows predicted to be of the class; undefined where none is.</param>
/// <param name="Recall">Share of the class's rows that are recognised; undefined where it is more probable that no row is of it.</param>
/// <param name="F1">Harmonic mean of both; undefined where none is predicted to be of the class and it is more probable that none is.</param>
public sealed record ClassEstimate(string Class, Metric Share, Metric Precision, Metric Recall, Metric F1)
{
    /// <summary>Such as <c>Setosa: share 0.330 [0.300, 0.360], precision …</c>.</summary>
    public override string ToString() => $"{Visible.Of(Class)}: share {Share}, precision {Precision}, recall {Recall}, F1 {F1}";
}
