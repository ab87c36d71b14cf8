using MlDsl.Reports;
using MlDsl.Tasks.Decisions;

namespace MlDsl.Tasks.Pages;

/// <summary>What values rest on: how often logged decisions count, and with which probabilities they were made.</summary>
internal static class WeightSection
{
    // A false alarm in a thousand reports.
    private const double CheckLevel = 0.999;

    public static ReportSection Of(DecisionSubject subject)
    {
        OffPolicySample sample = subject.Study.Sample;
        int least = subject.Options.MinCellRows;
        double[] weights = [.. Enumerable.Range(0, sample.Rows).Select(row => subject.Study.Policy[(row * sample.Actions) + sample.Taken[row]] / sample.LoggedOf(row, sample.Taken[row]))];
        double[] taken = [.. Enumerable.Range(0, sample.Rows).Select(row => sample.LoggedOf(row, sample.Taken[row]))], ones = [.. weights.Select(static _ => 1.0)];
        double sum = weights.Sum(), squares = weights.Sum(static w => w * w);
        Metric mean = WeightedMean.Of(weights, ones, [], CheckLevel);
        List<ReportPart> parts =
        [
            new NotePart("A decision counts as often as the policy is likelier to make it than the one that did: its weight. A few large weights carry a value alone, and then it says little; decisions of weight 0 say nothing of the policy."),
            new FactsPart(
            [
                ("mean weight", WeightedMean.Of(weights, ones, [], subject.Options.Values.Level)), ("effective decisions (Kish)", (long)Math.Round(squares > 0 ? sum * sum / squares : 0)),
                ("decisions of weight 0", ReportCell.Share((double)weights.Count(static w => w == 0) / weights.Length)),
                ("weight of the heaviest hundredth", ReportCell.Share(sum > 0 ? weights.OrderDescending().Take(Math.Max(weights.Length / 100, 1)).Sum() / sum : double.NaN)),
            ]),
        ];
        if (mean.HasInterval && (mean.Low > 1 || mean.High < 1))
            parts.Add(new NotePart($"Weights are 1 on average where the logged probabilities are those that were decided by, and here they are {mean.ValueText}: the log's propensities are likely wrong, or actions are never taken that the policy takes. Values are wrong then, too.") { IsWarning = true });
        parts.Add(Histogram.Of(weights, 30, least) is { } histogram ? Plots.Of("Weights", "weight of a decision", histogram, things: "decisions") : new NotePart($"There are too few decisions to show how weights are spread: {ReportText.Count(sample.Rows)}."));
        if (Histogram.Of(taken, 25, least)?.Within(0, 1) is { } propensities) parts.Add(Plots.Of("Propensities of what was done", "probability with which the action was taken", propensities, things: "decisions"));
        return new ReportSection("weights", "Weights and propensities", parts);
    }
}
