using MlDsl.Reports;
using MlDsl.Training;

namespace MlDsl.Tasks.Pages;

/// <summary>How good recommendations are by how much users did before, and how they differ between users.</summary>
internal static class UserSection
{
    private const int Parts = 5;

    public static ReportSection Of(RecommendationSubject subject)
    {
        RecommendationStudy study = subject.Study;
        int least = subject.Options.MinCellRows, users = study.Held.Users.Count;
        if (users < least) return new ReportSection("users", "Users", [new NotePart($"There are {ReportText.Count(users)} users with an item to find, too few to tell of fewer.")]);
        int[] cold = [.. Enumerable.Range(0, users).Where(user => study.Held.Users[user].User < 0)];
        Group[] groups = [.. Groups(study, cold, least).Select(g => Measure(subject, g.Name, g.Users))];
        List<ReportPart> parts = groups.Length > 0 ? [ByActivity(subject, groups)] : [];
        if (cold.Length > 0 && cold.Length < least) parts.Add(new NotePart($"Fewer than {least} users are new: they are not told by themselves."));
        if (cold.Length < users && users - cold.Length < least) parts.Add(new NotePart($"Fewer than {least} users are known: they are not told by themselves."));
        double[] ndcg = [.. Enumerable.Range(0, users).Select(user => study.Own.ValuesOf(user)[study.Own.Largest])];
        if (Histogram.Of(ndcg, 20, least)?.Within(0, 1) is { } histogram)
        {
            int none = ndcg.Count(static value => value == 0);
            parts.Add(Plots.Of($"NDCG@{subject.Cutoff} by user", $"NDCG@{subject.Cutoff} of a user", histogram, things: "users"));
            parts.Add(new NotePart($"{ReportText.Percent((double)none / users)} of the users find nothing they took among the first {subject.Cutoff} items."));
        }
        return new ReportSection("users", "Users", parts);
    }

    // From those who did nothing, who are new, to those who did most: as many users in each part, but that equal ones stay together.
    private static IEnumerable<(string Name, int[] Users)> Groups(RecommendationStudy study, int[] cold, int least)
    {
        if (cold.Length >= least) yield return ("new", cold);
        (int User, int Taken)[] known = [.. Enumerable.Range(0, study.Held.Users.Count).Where(user => study.Held.Users[user].User >= 0)
            .Select(user => (user, study.Model.Seen.IndexesOf(study.Held.Users[user].User).Length)).OrderBy(static u => u.Item2)];
        int parts = Math.Clamp(known.Length / Math.Max(least, 1), 1, Parts);
        for (int from = 0, part = 1; from < known.Length; part++)
        {
            int to = Math.Max(part >= parts ? known.Length : (int)((long)known.Length * part / parts), Math.Min(from + least, known.Length));
            while (to < known.Length && known[to].Taken == known[to - 1].Taken) to++;
            // What would be left of too few goes with these.
            if (known.Length - to < least) to = known.Length;
            string name = known[from].Taken == known[to - 1].Taken ? ReportText.Count(known[from].Taken) : $"{ReportText.Count(known[from].Taken)} to {ReportText.Count(known[to - 1].Taken)}";
            if (to - from >= least) yield return (name, [.. known[from..to].Select(static u => u.User)]);
            from = to;
        }
    }

    private static Group Measure(RecommendationSubject subject, string name, int[] users)
    {
        RecommendationStudy study = subject.Study;
        int place = study.Own.Largest;
        double[] own = [.. users.Select(user => study.Own.ValuesOf(user)[place])], popular = [.. users.Select(user => study.Popular.ValuesOf(user)[place])], ones = [.. users.Select(static _ => 1.0)];
        double level = subject.Options.Evaluation.Level;
        return new Group(name, users.Length, WeightedMean.Of(own, ones, [], level), WeightedMean.Of(popular, ones, [], level), WeightedMean.Of([.. own.Zip(popular, static (a, b) => a - b)], ones, [], level));
    }

    private static PlotPart ByActivity(RecommendationSubject subject, Group[] groups)
    {
        double[] above = [.. groups.Select(static (_, place) => place - 0.15)], below = [.. groups.Select(static (_, place) => place + 0.15)];
        string metric = $"NDCG@{subject.Cutoff}";
        Group least = groups.MinBy(static g => g.Difference.Value)!;
        return new PlotPart(
            $"{metric} by what users took before", $"Over what is popular the model gains least for users who took {least.Name} before: {least.Difference}.",
            PlotAxis.Over(metric, groups.SelectMany(static g => new[] { g.Own.Value, g.Own.Low, g.Own.High, g.Popular.Value, g.Popular.Low, g.Popular.High }), fromZero: true),
            PlotAxis.Of("items taken before", [.. groups.Select(static g => g.Name)]),
            [RecommendationPage.Points("model", above, [.. groups.Select(static g => g.Own)], isLying: true), RecommendationPage.Points("what is popular", below, [.. groups.Select(static g => g.Popular)], isLying: true)],
            new TablePart(
                $"{metric} by what users took before", ["items taken before", "users", "model", "what is popular", "difference, user by user"],
                [.. groups.Select(static g => new ReportCell[] { g.Name, (long)g.Users, g.Own, g.Popular, g.Difference })]));
    }

    private sealed record Group(string Name, int Users, Metric Own, Metric Popular, Metric Difference);
}
