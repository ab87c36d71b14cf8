using MlDsl.Reports;
using MlDsl.Tasks.Decisions;

namespace MlDsl.Tasks.Pages;

/// <summary>Each action: how often it was taken and would be, and whether it was taken as often as its probabilities say.</summary>
internal static class ActionSection
{
    // A false alarm in a thousand reports, over all actions.
    private const double FalseAlarms = 0.001;

    public static ReportSection Of(DecisionSubject subject)
    {
        OffPolicySample sample = subject.Study.Sample;
        Line[] lines = [.. Enumerable.Range(0, sample.Actions).Select(action => Measure(subject, action))];
        Line[] had = [.. lines.Where(static line => line.Had > 0)];
        List<ReportPart> parts =
        [
            new NotePart($"Mean rewards are of the decisions in which an action was taken: where it is taken in other contexts than the others, they do not tell what it brings. Of fewer than {subject.Options.MinCellRows} decisions none is told."),
            Shares(subject, had),
        ];
        Metric[] rewards = [.. had.Where(static line => line.Reward.IsDefined).Select(static line => line.Reward)];
        if (rewards.Length > 0)
        {
            parts.Add(Plots.Ranges(
                "Mean reward where an action was taken", $"From {ReportText.Of(rewards.Min(static r => r.Value))} to {ReportText.Of(rewards.Max(static r => r.Value))}.", subject.Reward, "action",
                [.. had.Where(static line => line.Reward.IsDefined).Select(static line => (line.Name, line.Reward))]));
        }
        Line[] odd = [.. had.Where(line => line.IsOdd(FalseAlarms / had.Length))];
        foreach (Line line in odd)
            parts.Add(new NotePart($"{line.Name} was taken {ReportText.Count(line.Taken)} times, and its logged probabilities sum to {ReportText.Of(line.Expected)}: chance does not make them differ so far. The log's propensities are likely not those that were decided by.") { IsWarning = true });
        return new ReportSection("actions", "Actions", parts);
    }

    private static PlotPart Shares(DecisionSubject subject, Line[] lines)
    {
        double[] places = [.. lines.Select(static (_, place) => (double)place)];
        Line far = lines.MaxBy(static line => Math.Abs(line.Chosen - line.Share))!;
        return new PlotPart(
            "How often each action is taken", $"The policy takes {far.Name} in {ReportText.Percent(far.Chosen)} of the decisions, where the one that decided took it in {ReportText.Percent(far.Share)}.",
            PlotAxis.Over("share of the decisions", [.. lines.Select(static line => line.Share), .. lines.Select(static line => line.Chosen)], fromZero: true), PlotAxis.Of("action", [.. lines.Select(static line => line.Name)]),
            [new PointMark("as logged", [.. lines.Select(static line => line.Share)], places), new PointMark("the policy", [.. lines.Select(static line => line.Chosen)], places)],
            new TablePart(
                "Actions", ["action", "to be had", "taken", "sum of its propensities", "mean propensity", "least", "the policy takes", "mean reward where taken"],
                [.. lines.Select(line => new ReportCell[]
                {
                    line.Name, (long)line.Had, (long)line.Taken, line.Expected, line.Expected / line.Had, line.Least, ReportCell.Share(line.Chosen), line.Reward.IsDefined ? line.Reward : FormattableString.Invariant($"fewer than {subject.Options.MinCellRows}"),
                })]));
    }

    private static Line Measure(DecisionSubject subject, int action)
    {
        OffPolicySample sample = subject.Study.Sample;
        int had = 0, taken = 0;
        double expected = 0, variance = 0, least = double.PositiveInfinity, chosen = 0;
        List<double> rewards = [];
        for (int row = 0; row < sample.Rows; row++)
        {
            double propensity = sample.LoggedOf(row, action);
            if (double.IsNaN(propensity)) continue;
            had++;
            (expected, variance, least) = (expected + propensity, variance + (propensity * (1 - propensity)), Math.Min(least, propensity));
            chosen += subject.Study.Policy[(row * sample.Actions) + action];
            if (sample.Taken[row] != action) continue;
            taken++;
            rewards.Add(sample.Rewards[row]);
        }
        Metric reward = rewards.Count >= subject.Options.MinCellRows ? WeightedMean.Of([.. rewards], [.. rewards.Select(static _ => 1.0)], [], subject.Options.Values.Level) : Metric.Undefined;
        return new Line(Visible.Of(sample.ActionName(action)), had, taken, expected, variance, least, chosen / sample.Rows, (double)taken / sample.Rows, reward);
    }

    private sealed record Line(string Name, int Had, int Taken, double Expected, double Variance, double Least, double Chosen, double Share, Metric Reward)
    {
        /// <summary>Whether it was taken more or less often than its probabilities let chance do with the given probability: Bernstein's inequality, on both sides.</summary>
        public bool IsOdd(double probability)
        {
            double off = Math.Abs(Taken - Expected), bound = 2 * Math.Exp(-off * off / (2 * (Variance + (off / 3))));
            return off > 0 && bound < probability;
        }
    }
}
