using MlDsl.Training;

namespace MlDsl.Reports;

/// <summary>Everything that a report is made of, with no type of the user's: sections are the same code for every model.</summary>
internal sealed record ReportSubject
{
    /// <summary>What the file holds.</summary>
    public required ModelFacts Facts { get; init; }

    /// <summary>What is shown.</summary>
    public required ReportOptions Options { get; init; }

    /// <summary>The data set's columns.</summary>
    public required DatasetSchema Schema { get; init; }

    /// <summary>The metrics on the validation rows: those of the task.</summary>
    public required object Metrics { get; init; }

    /// <summary>The same by name, and those of the trivial predictor, none where there is no such.</summary>
    public required MetricTable Table { get; init; }

    /// <summary>The metrics of the test's one assessment; null where there was none.</summary>
    public required TestTable? Test { get; init; }

    /// <summary>The metrics of each value of each sensitive column.</summary>
    public required IReadOnlyList<GroupTable> Groups { get; init; }

    /// <summary>The rows of curves.</summary>
    public required ReportRows Rows { get; init; }

    /// <summary>The inputs.</summary>
    public required IReadOnlyList<ReportColumn> Columns { get; init; }

    /// <summary>How the rows were split; null where nobody says.</summary>
    public required SplitFacts? Split { get; init; }

    /// <summary>What the model can be asked.</summary>
    public required ModelQuestions Ask { get; init; }

    /// <summary>The model that this one is compared with; null for none.</summary>
    public required Rival? Rival { get; init; }

    /// <summary>What a number of the label is counted in, behind a comma, or nothing.</summary>
    public string Unit => Label.Unit is { } unit ? $", {unit}" : "";

    /// <summary>Whether the labels say something of the predictions: rows of anomalies may have none, and clusters do not look at theirs.</summary>
    public bool HasLabel => Metrics is not (ClusterMetrics or AnomalyMetrics { Anomalies: null });

    /// <summary>The label's column, where there is one.</summary>
    public ColumnSchema Label => Schema.Columns.First(static c => c.Role == ColumnRole.Label);
}

/// <summary>Metrics by name.</summary>
/// <param name="Level">The probability of their intervals; 0 where there are none.</param>
/// <param name="Own">The model's.</param>
/// <param name="Baseline">Those of the trivial predictor, in the same order; empty where there is none.</param>
internal sealed record MetricTable(double Level, IReadOnlyList<NamedMetric> Own, IReadOnlyList<NamedMetric> Baseline)
{
    /// <summary>The metrics of a task by name.</summary>
    public static MetricTable Of<TMetrics>(TMetrics metrics) where TMetrics : class, IMetrics<TMetrics> => new(metrics.Level, metrics.Named, metrics.Baseline?.Named ?? []);
}

/// <summary>A test set's one assessment.</summary>
internal sealed record TestTable(MetricTable Metrics, int Rows, int Times, int Duplicates)
{
    /// <summary>What a model's <c>Assess</c> returned; null of null.</summary>
    /// <param name="assessment">The assessment.</param>
    /// <param name="evaluations">What the model keeps of its own.</param>
    /// <exception cref="ArgumentException">The assessment is of another model.</exception>
    public static TestTable? Of<TMetrics>(Assessment<TMetrics>? assessment, IReadOnlyList<EvaluationRecord> evaluations) where TMetrics : class, IMetrics<TMetrics>
    {
        if (assessment is null) return null;
        return evaluations.Any(e => e.Side == "test" && e.Times == assessment.TimesAssessed && e.Metrics.SequenceEqual(assessment.Metrics.Named))
            ? new TestTable(MetricTable.Of(assessment.Metrics), assessment.Rows, assessment.TimesAssessed, assessment.DuplicateRows)
            : throw new ArgumentException("The assessment is of another model: give what this one's Assess returned", nameof(assessment));
    }
}

/// <summary>The metrics of rows that share a value of a sensitive column; null where they are too few.</summary>
internal sealed record GroupTable(string Column, string Value, int Rows, int MinRows, IReadOnlyList<NamedMetric>? Metrics);

/// <summary>A split.</summary>
internal sealed record SplitFacts(
    long Train, long Validation, long Test, long Embargoed, DuplicateReport Duplicates, SplitDescription Description, DateTime? Earliest, DateTime? Latest)
{
    /// <summary>What tells the training side from other rows.</summary>
    public required string TrainFingerprint { get; init; }

    /// <summary>What tells both sides that models are developed on from other rows.</summary>
    public required string DevelopmentFingerprint { get; init; }
}

/// <summary>Another model and what it says of the same rows.</summary>
/// <param name="Facts">The other model.</param>
/// <param name="Table">Its metrics; null where it cannot be measured on these rows, which <paramref name="Problem"/> tells.</param>
/// <param name="Predictions">What it says of each row.</param>
/// <param name="Problem">Why it cannot be measured; null where it can.</param>
internal sealed record Rival(ModelFacts Facts, MetricTable? Table, float[] Predictions, string? Problem);

/// <summary>What a model is asked beside its predictions.</summary>
internal sealed record ModelQuestions
{
    /// <summary>What shuffled columns cost.</summary>
    public required Func<PermutationImportanceOptions, IReadOnlyList<ColumnImportance>> Importance { get; init; }

    /// <summary>The mean sizes of contributions.</summary>
    public required Func<IReadOnlyList<ColumnContribution>> Contributions { get; init; }

    /// <summary>The dependence on a column.</summary>
    public required Func<string, PartialDependenceOptions, PartialDependence> Dependence { get; init; }

    /// <summary>The metric of models of the same options, fitted to the shares of the training rows that were asked for.</summary>
    public required Func<IReadOnlyList<LearnedShare>> Learned { get; init; }

    /// <summary>The rows of the validation set that were asked for, by their places.</summary>
    public required Func<IReadOnlyList<long>, IReadOnlyList<ExplainedRow>> Explain { get; init; }

    /// <summary>The features of at most so many rows, at even steps.</summary>
    public required Func<int, RowFeatures> Features { get; init; }

    /// <summary>The nanoseconds of a prediction in each of several runs over the rows.</summary>
    public required Func<IReadOnlyList<double>> Latency { get; init; }
}

/// <summary>Features of rows.</summary>
/// <param name="Places">The place of each row among the rows of the report.</param>
/// <param name="Values">The features, row-major.</param>
/// <param name="Width">The positions of a row.</param>
internal sealed record RowFeatures(int[] Places, float[] Values, int Width)
{
    /// <summary>The number of rows.</summary>
    public int Count => Places.Length;
}

/// <summary>How good a model is that was fitted to a part of the training rows.</summary>
/// <param name="Rows">How many rows it was fitted to.</param>
/// <param name="Name">The name of the metric, the task's first.</param>
/// <param name="Metric">The metric on the validation rows.</param>
internal sealed record LearnedShare(long Rows, string Name, Metric Metric);

/// <summary>A row that was asked for.</summary>
/// <param name="Place">Its place in the validation set, from 0.</param>
/// <param name="Predictions">What the model says of it.</param>
/// <param name="Expected">Each score that contributions start from.</param>
/// <param name="Contributions">For each score, the contribution of each of <paramref name="Columns"/>.</param>
/// <param name="Columns">The columns and feature methods.</param>
/// <param name="Values">The value of each column of the inputs that may be shown, as text, by the column's property.</param>
internal sealed record ExplainedRow(
    long Place, float[] Predictions, double[] Expected, double[] Contributions, IReadOnlyList<string> Columns, IReadOnlyDictionary<string, string> Values);
