using MlDsl.Reports;
using MlDsl.Tasks.Decisions;

namespace MlDsl.Tasks.Pages;

/// <summary>Everything that the page of a policy is made of, with no type of the user's.</summary>
/// <param name="Study">What was measured.</param>
/// <param name="Schema">The data set's columns.</param>
/// <param name="Counts">How decisions and rewards met.</param>
/// <param name="Options">What is shown.</param>
internal sealed record DecisionSubject(PolicyStudy Study, DatasetSchema Schema, DecisionCounts Counts, DecisionReportOptions Options)
{
    /// <summary>The reward with its unit, for axes.</summary>
    public string Reward => Schema.Columns.FirstOrDefault(static c => c.Role == ColumnRole.Label) is { } label ? label.Unit is { } unit ? $"{label.Name}, {unit}" : label.Name : "reward";
}

/// <summary>Puts the page of a policy together.</summary>
internal static class DecisionPage
{
    public static Report Of(DecisionSubject subject) => new(
        $"{Visible.Of(subject.Study.Compared.First.Policy)} on logged decisions",
        [Policy(subject), ValueSection.Of(subject), WeightSection.Of(subject), ActionSection.Of(subject), Rewards(subject)],
        subject.Options.Values.Level);

    private static ReportSection Policy(DecisionSubject subject)
    {
        OffPolicySample sample = subject.Study.Sample;
        DecisionCounts counts = subject.Counts;
        List<(string, ReportCell)> facts =
        [
            ("policy", Visible.Of(subject.Study.Compared.First.Policy)), ("decisions it is measured on", (long)sample.Rows), ("actions", (long)sample.Actions), ("a reward is", subject.Reward),
            ("rewards lie between", sample.Range is { } range ? $"{ReportText.Of(range.Least)} and {ReportText.Of(range.Most)}" : "not told"),
            ("decisions of the log", (long)counts.Decisions), ("with a reward in time", (long)counts.Rewarded),
        ];
        (string Name, int Count)[] others =
        [
            ("too young for their reward", counts.NotDue), ("without a reward in time", counts.Missing), ("rewards of no decision", counts.Unknown), ("rewards before their decision", counts.BeforeDecision),
            ("rewards that came again", counts.Repeated), ("rewards that contradict another", counts.Contradicting), ("decided twice", counts.DecidedTwice), ("decided otherwise", counts.DecidedOtherwise), ("rewards too late", counts.Late),
        ];
        facts.AddRange(others.Where(static o => o.Count > 0).Select(static o => (o.Name, (ReportCell)(long)o.Count)));
        List<ReportPart> parts =
        [
            new NotePart(subject.Options.Purpose ?? "What the policy is for, and what it must not be used for, nobody has said; the option Purpose is the place."),
            new FactsPart(facts),
        ];
        if (counts.Missing > 0) parts.Add(new NotePart($"{ReportText.Count(counts.Missing)} decisions have no reward in time, and are left out. If no reward means none was earned, log it as 0: else what is measured are those that had one.") { IsWarning = true });
        return new ReportSection("policy", "The policy", parts);
    }

    private static ReportSection Rewards(DecisionSubject subject) => new(
        "rewards", "Rewards",
        [
            Histogram.Of(subject.Study.Sample.Rewards, 30, subject.Options.MinCellRows) is { } histogram
                ? Plots.Of("Rewards", subject.Reward, histogram, things: "decisions")
                : new NotePart($"There are too few decisions to show how rewards are spread: {ReportText.Count(subject.Study.Sample.Rows)}."),
        ]);
}
