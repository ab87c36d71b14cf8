using System.Globalization;
using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>How well a multiclass classifier estimates and decides; every mean and count is weighted by the rows' weights.</summary>
/// <remarks>A row is predicted to be of its most likely class, the first of equals.</remarks>
public sealed record MulticlassMetrics : IMetrics<MulticlassMetrics>
{
    private const int MostPrintedClasses = 12;

    /// <inheritdoc/>
    [JsonIgnore(Condition = Never)]
    public required int Rows { get; init; }

    /// <inheritdoc/>
    [JsonIgnore(Condition = Never)]
    public required double Level { get; init; }

    /// <summary>
    /// Mean negative log-likelihood of the label's class, in nats; probabilities are clipped to 2⁻²³ and 1 − 2⁻²³.
    /// </summary>
    [JsonIgnore(Condition = Never)]
    public required Metric LogLoss { get; init; }

    /// <summary>Accuracy: the share of rows predicted right.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric MicroAccuracy { get; init; }

    /// <summary>Mean recall of the classes that have rows, also called balanced accuracy.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric MacroAccuracy { get; init; }

    /// <summary>F1 of all decisions pooled; with one label a row this equals <see cref="MicroAccuracy"/>.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric MicroF1 { get; init; }

    /// <summary>Mean F1 of the classes that have rows or are predicted.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric MacroF1 { get; init; }

    /// <summary>
    /// Expected calibration error of the most likely class: the mean distance of its probability and the share of rows predicted right, over ten bins
    /// of equal width. Undefined for more than 2,048 classes. Never 0 on few rows, however good the probabilities are.
    /// </summary>
    /// <remarks>Guo, Pleiss, Sun and Weinberger (2017), "On calibration of modern neural networks", section 2.</remarks>
    [JsonIgnore(Condition = Never)]
    public required Metric Ece { get; init; }

    /// <summary>How often the most likely class was right beside how likely it was said to be, for each of the ten bins that has rows.</summary>
    public IReadOnlyList<ReliabilityBin> Reliability { get; init => field = ValueList.Of(value); } = ValueList<ReliabilityBin>.Empty;

    /// <summary>Precision, recall and F1 of each class, in the model's order.</summary>
    public required IReadOnlyList<ClassMetrics> Classes { get; init => field = ValueList.Of(value); }

    /// <summary>The decisions by actual and predicted class.</summary>
    public required ConfusionMatrix Confusion { get; init; }

    /// <inheritdoc/>
    public MulticlassMetrics? Baseline { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<Slice<MulticlassMetrics>> Slices { get; init => field = ValueList.Of(value); } = ValueList<Slice<MulticlassMetrics>>.Empty;

    /// <inheritdoc/>
    [JsonIgnore]
    public IReadOnlyList<NamedMetric> Named =>
    [
        new("log-loss", LogLoss), new("micro accuracy", MicroAccuracy), new("macro accuracy", MacroAccuracy),
        new("micro F1", MicroF1), new("macro F1", MacroF1), new("ECE", Ece),
    ];

    /// <summary>
    /// A table of metric, value, interval and baseline, the classes, the confusion matrix where it fits a console, then the slices;
    /// in every culture alike.
    /// </summary>
    public override string ToString() => MetricsText.Write(
        this,
        "Multiclass classification",
        ["log-loss", "micro accuracy", "macro accuracy"],
        "",
        ClassTable().ToString(),
        "",
        Confusion.Classes.Count <= MostPrintedClasses
            ? Confusion.ToString()
            : string.Create(CultureInfo.InvariantCulture, $"{Confusion.Classes.Count} classes: the confusion matrix is in Confusion"));

    /// <summary><see cref="Reliability"/> as a table; in every culture alike.</summary>
    public string ReliabilityTable() => ReliabilityBin.Table(Reliability);

    private TextTable ClassTable()
    {
        var table = new TextTable("class", "rows", "precision", "recall", "F1");
        foreach (ClassMetrics of in Classes)
        {
            string rows = of.Rows.ToString("N0", CultureInfo.InvariantCulture);
            table.Add(of.Class, rows, of.Precision.ToString(), of.Recall.ToString(), of.F1.ToString());
        }

        return table;
    }
}
