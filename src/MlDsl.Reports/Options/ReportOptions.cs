using MlDsl.Training;

namespace MlDsl.Reports;

/// <summary>What a report shows, and of how many rows.</summary>
public sealed record ReportOptions
{
    /// <summary>100,000 rows at most for curves, 10,000 for importances, cells of 10 rows, 6 columns with their dependence, no rows of the data.</summary>
    public static ReportOptions Default { get; } = new();

    /// <summary>What the model is for and what it is not for, in the words of who made it; null where nobody says.</summary>
    public string? Purpose { get; init; }

    /// <summary>Resamples, level, seed and threads of intervals, and which groups are too small to measure.</summary>
    public EvaluationOptions Evaluation { get; init => field = value ?? throw new ArgumentNullException(nameof(Evaluation)); } = EvaluationOptions.Default;

    /// <summary>The most rows that curves, histograms and slices are made of, at least 2: of more, a sample in which each is equally likely. Metrics are of all rows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 2.</exception>
    public int MaxRows { get; init => field = AtLeast(value, 2, nameof(MaxRows), "A report is made of 2 rows at least"); } = 100_000;

    /// <summary>The most rows that importances and dependences are measured on, at least 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 2.</exception>
    public int ImportanceRows { get; init => field = AtLeast(value, 2, nameof(ImportanceRows), "Values are shuffled among 2 rows at least"); } = 10_000;

    /// <summary>The fewest rows of a bin, a category or a step of a curve that stands alone, at least 1; smaller ones are put together.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int MinCellRows { get; init => field = AtLeast(value, 1, nameof(MinCellRows), "A cell has 1 row at least"); } = 10;

    /// <summary>How many columns, from the most important down, are shown with their partial dependence; from 0 on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int DependenceColumns { get; init => field = AtLeast(value, 0, nameof(DependenceColumns), "The number of columns is 0 or more"); } = 6;

    /// <summary>
    /// Rows of the validation set, by their places from 0, whose values and contributions are shown. None unless asked for: a report shows no row of the
    /// data otherwise, and never what is marked [Id], [Group] or [Sensitive].
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A place is negative.</exception>
    public IReadOnlyList<long> ExplainRows
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(ExplainRows));
            foreach (long place in value)
                if (place < 0) throw new ArgumentOutOfRangeException(nameof(ExplainRows), place, "Rows of the validation set are counted from 0");
            field = [.. value.Distinct()];
        }
    } = [];

    /// <summary>The run that recorded the model's training (see <see cref="Tracking"/>), for its curves by iteration; null for none. One of another kind, of other options or of other rows is refused.</summary>
    public RunRecord? Run { get; init; }

    /// <summary>
    /// Shares of the training rows, above 0 and at most 1, such as 0.1, 0.25, 0.5 and 1: for each a model is fitted anew and measured on the validation rows, which shows what more rows would
    /// bring. None unless asked for: each share costs a training. Groups stay whole.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A share is not above 0 and at most 1.</exception>
    public IReadOnlyList<double> LearningShares
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(LearningShares));
            foreach (double share in value)
                if (!(share > 0 && share <= 1)) throw new ArgumentOutOfRangeException(nameof(LearningShares), share, "A share of the training rows is above 0 and at most 1");
            field = [.. value.Distinct().Order()];
        }
    } = [];

    /// <summary>The trainer that <see cref="LearningShares"/> fits with, where the model was fitted by another than its declaration's; null for the declaration's.</summary>
    public TrainerOptions? LearningTrainer { get; init; }

    /// <summary>What <c>mldsl check</c> found in the rows; null where they were not checked.</summary>
    public CheckFindings? Check { get; init; }

    /// <summary>Whether the time of a prediction is measured on this machine; figures of time differ from run to run.</summary>
    public bool MeasureLatency { get; init; } = true;

    private static int AtLeast(int value, int least, string name, string message) =>
        value >= least ? value : throw new ArgumentOutOfRangeException(name, value, message);
}
