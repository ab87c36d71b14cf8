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
        int least = subject.Options.MinCellRows;
        Line[] all = [.. Enumerable.Range(0, subject.Study.Sample.Actions).Select(action => Measure(subject, action))], lines = [.. all.Where(line => line.Had >= least)];
        List<ReportPart> parts =
        [
            new NotePart($"Mean rewards are of the decisions in which an action was taken: where it is taken in other contexts than the others, they do not tell what it brings. Of fewer than {least} decisions none is told, nor how many they are."),
        ];
        if (lines.Length < all.Length) parts.Add(new NotePart($"{ReportText.Count(all.Length - lines.Length)} of {ReportText.Count(all.Length)} actions could be taken in fewer than {least} decisions, and {(all.Length - lines.Length == 1 ? "is" : "are")} left out."));
        HashSet<Line> untold = Untold(all, least);
        if (lines.Length > 0) parts.Add(Shares(lines, untold, least));
        Line[] rewarded = [.. lines.Where(static line => line.Reward.IsDefined)];
        if (rewarded.Length > 0)
        {
            parts.Add(Plots.Ranges(
                "Mean reward where an action was taken", $"From {ReportText.Of(rewarded.Min(static line => line.Reward.Value))} to {ReportText.Of(rewarded.Max(static line => line.Reward.Value))}.", subject.Reward, "action",
                [.. rewarded.Select(static line => (line.Name, line.Reward))]));
        }
        foreach (Line line in lines.Where(line => line.IsOdd(FalseAlarms / lines.Length)))
            parts.Add(new NotePart($"{line.Name} was taken {(!untold.Contains(line) ? $"{ReportText.Count(line.Taken)} times" : line.Taken < line.Expected ? "less often" : "more often")}, and its logged probabilities sum to {ReportText.Of(line.Expected)}: chance does not make them differ so far. The log's propensities are likely not those that were decided by.") { IsWarning = true });
        return new ReportSection("actions", "Actions", parts);
    }

    // How often these were taken is not told. All counts have a known sum: where those of too few are few together, the least of the others goes with them.
    private static HashSet<Line> Untold(Line[] all, int least)
    {
        HashSet<Line> few = [.. all.Where(line => line.Taken > 0 && line.Taken < least)];
        if (few.Count > 0 && few.Sum(static line => line.Taken) < least && all.Where(line => line.Taken >= least).MinBy(static line => line.Taken) is { } next) few.Add(next);
        return few;
    }

    private static PlotPart Shares(Line[] lines, HashSet<Line> untold, int least)
    {
        double[] shares = [.. lines.Select(line => untold.Contains(line) ? double.NaN : line.Share)], chosen = [.. lines.Select(static line => line.Chosen)], places = [.. lines.Select(static (_, place) => (double)place)];
        string fewer = FormattableString.Invariant($"fewer than {least}");
        Line? far = lines.Where(line => !untold.Contains(line)).MaxBy(static line => Math.Abs(line.Chosen - line.Share));
        return new PlotPart(
            "How often each action is taken",
            far is null ? "Each action was taken too seldom to tell how often." : $"The policy takes {far.Name} in {ReportText.Percent(far.Chosen)} of the decisions, where the one that decided took it in {ReportText.Percent(far.Share)}.",
            PlotAxis.Over("share of the decisions", [.. shares.Where(double.IsFinite), .. chosen], fromZero: true), PlotAxis.Of("action", [.. lines.Select(static line => line.Name)]),
            [new PointMark("as logged", shares, places), new PointMark("the policy", chosen, places)],
            new TablePart(
                "Actions", ["action", "to be had", "taken", "sum of its propensities", "mean propensity", least == 1 ? "least" : $"least, of {least} decisions", "the policy takes", "mean reward where taken"],
                [.. lines.Select(line => new ReportCell[]
                {
                    line.Name, (long)line.Had, untold.Contains(line) ? line.Taken < least ? fewer : "not told" : (long)line.Taken, line.Expected, line.Expected / line.Had, line.Least,
                    ReportCell.Share(line.Chosen), line.Reward.IsDefined ? line.Reward : fewer,
                })]));
    }

    private static Line Measure(DecisionSubject subject, int action)
    {
        OffPolicySample sample = subject.Study.Sample;
        int least = subject.Options.MinCellRows;
        double variance = 0, chosen = 0;
        List<double> propensities = [], rewards = [];
        for (int row = 0; row < sample.Rows; row++)
        {
            double propensity = sample.LoggedOf(row, action);
            if (double.IsNaN(propensity)) continue;
            propensities.Add(propensity);
            variance += propensity * (1 - propensity);
            chosen += subject.Study.Policy[(row * sample.Actions) + action];
            if (sample.Taken[row] == action) rewards.Add(sample.Rewards[row]);
        }
        Metric reward = rewards.Count >= least ? WeightedMean.Of([.. rewards], [.. rewards.Select(static _ => 1.0)], [], subject.Options.Values.Level) : Metric.Undefined;
        // The least of all would be one decision's own: told is what so many have, or less.
        double lowest = propensities.Count >= least ? propensities.Order().ElementAt(least - 1) : double.NaN;
        return new Line(Visible.Of(sample.ActionName(action)), propensities.Count, rewards.Count, propensities.Sum(), variance, lowest, chosen / sample.Rows, (double)rewards.Count / sample.Rows, reward);
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
