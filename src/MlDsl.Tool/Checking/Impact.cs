using MlDsl.Tool.Refitting;
using MlDsl.Tool.Scaffolding;
using MlDsl.Training;

namespace MlDsl.Tool.Checking;

/// <summary>How much too good a model seems that has the columns of a finding among its features.</summary>
/// <param name="Metric">What is measured.</param>
/// <param name="With">The metric of a model that has them.</param>
/// <param name="Without">The metric of a model without the columns of any finding.</param>
/// <param name="Inflation">By how much the former is better, with an interval of paired resamples: the rows are the same.</param>
/// <param name="Rows">The rows that both were measured on.</param>
internal sealed record Impact(string Metric, double With, double Without, Metric Inflation, int Rows)
{
    public override string ToString() => FormattableString.Invariant($"with it {Metric} is {new Metric(With, double.NaN, double.NaN)}, without {new Metric(Without, double.NaN, double.NaN)} on the same {Rows} rows: {Inflation} {Said}");

    private string Said => Inflation is { HasInterval: true, Low: > 0 } ? "too good"
        : Inflation is { HasInterval: true, High: < 0 } ? "better, so that this model gains nothing by it"
        : "better, which these rows do not tell from nothing";
}

/// <summary>Fits models with and without what was found, on one split, and measures the difference.</summary>
/// <param name="table">The rows.</param>
/// <param name="target">What is predicted.</param>
/// <param name="facts">The columns.</param>
/// <param name="time">When a row happened, as it was said; null where nobody said it.</param>
internal sealed class ImpactMeter(FileTable table, TargetFacts target, IReadOnlyList<ColumnFacts> facts, ColumnFacts? time)
{
    private static readonly EvaluationOptions Options = new();

    /// <summary>The findings, those in columns with what they add to a model's figures, or with why that is not known.</summary>
    public IReadOnlyList<Leak> Measure(IReadOnlyList<Leak> leaks, CancellationToken cancellation)
    {
        if (!leaks.Any(static leak => leak.Columns.Count > 0)) return leaks;
        HashSet<string> found = [.. leaks.SelectMany(static leak => leak.Columns)];
        try
        {
            var plan = new FilePlan(table, target, facts, facts.Where(column => found.Contains(Leak.NameOf(column.Column))).ToHashSet(), time);
            IReadOnlySet<int> validation = plan.Validation();
            NamedScores without = Score(plan, [], validation, cancellation);
            return [.. leaks.Select(leak => leak.Columns.Count == 0 ? leak : Of(leak, plan, without, validation, cancellation))];
        }
        catch (Exception problem) when (IsOfRows(problem))
        {
            return [.. leaks.Select(leak => leak.Columns.Count == 0 ? leak : leak with { Unmeasured = $"without what was found no model is fitted: {problem.Message}" })];
        }
    }

    private Leak Of(Leak leak, FilePlan plan, NamedScores without, IReadOnlySet<int> validation, CancellationToken cancellation)
    {
        bool isKey = leak.Kind == "label-determining-key";
        PlannedColumn?[] columns = [.. leak.Columns.Select(name => PlannedColumn.OfFound(facts.First(column => Leak.NameOf(column.Column) == name), target, isKey))];
        if (columns.Contains(null)) return leak with { Unmeasured = "its texts stand in one row each, of which no model makes anything" };
        try
        {
            NamedScores with = Score(plan, [.. columns.OfType<PlannedColumn>()], validation, cancellation);
            PairedMetric metric = PairedMetric.Of(target.Declared.Task)[0];
            ScoredRows one = with.Rows, other = without.Rows;
            // Above 0 where the model that has them seems better.
            Metric inflation = metric.IsBetterHigh ? metric.Difference(in one, in other, Options) : metric.Difference(in other, in one, Options);
            return leak with { Impact = new Impact(metric.Name, metric.Measure(in one), metric.Measure(in other), inflation, with.Count) };
        }
        catch (Exception problem) when (IsOfRows(problem))
        {
            return leak with { Unmeasured = $"with it no model is fitted: {problem.Message}" };
        }
    }

    // What was found stands, whatever a model makes of the rows.
    private static bool IsOfRows(Exception problem) => problem is ToolException or TrainingException or EvaluationException or ArgumentException;

    // Of numbers whatever they count: a copy of the label adds up to it, and not to its logarithm.
    private TrainerOptions Trainer(FilePlan plan) => target.Task == TaskKind.Regression ? new LinearRegressionOptions() : plan.Trainer;

    private NamedScores Score(FilePlan plan, IReadOnlyList<PlannedColumn> others, IReadOnlySet<int> validation, CancellationToken cancellation)
    {
        FittedPlan planned = plan.Plan(others);
        var control = new TrainingControl { Cancellation = cancellation };
        DynamicModel model = DynamicModel.Fit(planned.Plan, planned.Rows(plan.Labelled.Where(row => !validation.Contains(row))), Trainer(plan), plan.Definition, control);
        return model.Score(planned.Rows(plan.Labelled.Where(validation.Contains)), "validation", cancellation);
    }
}
