using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// Rank the rows of a group: a query's results, a customer's offers. The label is a grade, a whole number from 0 (not relevant) to 30, or an
/// enumeration by its values; <see cref="GroupAttribute"/> marks the query. The prediction is a score, which compares within a query.
/// </summary>
[Task(
    "Ranking", Target = TargetKind.Relevance, Labels = LabelKinds.Grade, NeedsGroup = true, DefaultTrainer = typeof(LinearRankingAttribute),
    Base = typeof(RankingModel<,,>))]
public sealed class Ranking : ITask<float, Score, RankingMetrics>
{
    /// <inheritdoc/>
    public static LabelCodes<float> Learn<TRow>(TrainSet<TRow> train, CancellationToken cancellation) where TRow : ILabeledRow<TRow, float>
    {
        ArgumentNullException.ThrowIfNull(train);
        if (!TRow.Schema.Columns.Any(static c => c.Role == ColumnRole.Group))
            throw new TrainingException($"'{TRow.Schema.Name}' has no column marked [Group], within which rows are ranked");
        // A split by group keeps queries whole whatever their times.
        bool isCutByTime = train.Description.Method is SplitMethod.Time or SplitMethod.RollingOrigin || train.Description.Within?.Method == SplitMethod.Time;
        Grades.Check(
            train.Batches(cancellation), static row => TRow.LabelOf(row),
            isCutByTime ? static row => TRow.GroupOf(row) : null, isCutByTime ? static row => TRow.EventTimeOf(row) : null);
        return NumberCodes.Instance;
    }

    /// <inheritdoc/>
    public static LabelCodes<float> Read(Outcome outcome) => outcome is { Link: Link.Identity, Classes.Count: 0, Baseline.Count: 1 }
        ? NumberCodes.Instance
        : throw new FormatException($"the link {outcome.Link}, {outcome.Classes.Count} classes and {outcome.Baseline.Count} baselines are none of a ranking");

    static IEnumerable<RowBatch<TRow>> ITask<float, Score, RankingMetrics>.Check<TRow>(IEnumerable<RowBatch<TRow>> batches, Outcome outcome, string side) =>
        Grades.Checked(batches, side);

    static bool ITask<float, Score, RankingMetrics>.ComparesWithinGroups => true;

    /// <inheritdoc/>
    public static Score Decide(ReadOnlySpan<float> scores, LabelCodes<float> labels, Outcome outcome) => (Score)scores[0];

    /// <inheritdoc/>
    public static RankingMetrics Measure(in ScoredRows rows, Outcome outcome, EvaluationOptions? options) =>
        RankingEvaluator.Evaluate(rows.Labels, rows.Predictions, rows.Rows, options);

    /// <summary>1 less the NDCG of all rows of a query, as a mean over the queries with a relevant row.</summary>
    public static double Loss(in ScoredRows rows) => 1 - RankingEvaluator.Ndcg(rows.Labels, rows.Predictions, rows.Rows);
}
