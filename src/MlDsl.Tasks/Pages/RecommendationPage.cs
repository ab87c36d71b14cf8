using MlDsl.Reports;
using MlDsl.Training;

namespace MlDsl.Tasks.Pages;

/// <summary>Everything that the page of a recommender is made of, with no type of the user's.</summary>
/// <param name="Card">Where the model comes from.</param>
/// <param name="Schema">The data set's columns.</param>
/// <param name="Study">What was measured.</param>
/// <param name="Test">The metrics of the test's one assessment; null where there was none.</param>
/// <param name="Options">What is shown.</param>
internal sealed record RecommendationSubject(ModelCard Card, DatasetSchema Schema, RecommendationStudy Study, TestTable? Test, RecommendationReportOptions Options)
{
    /// <summary>The largest cut-off.</summary>
    public int Cutoff => Options.Evaluation.Cutoffs.Max();
}

/// <summary>Puts the page of a recommender together.</summary>
internal static class RecommendationPage
{
    public static Report Of(RecommendationSubject subject) => new(
        $"{subject.Card.Name} {subject.Card.Version}",
        [Model(subject), Metrics(subject), UserSection.Of(subject), ItemSection.Of(subject), InteractionSection.Of(subject), ProvenanceSection.Of(subject.Card, subject.Schema)],
        subject.Options.Evaluation.Level);

    private static ReportSection Model(RecommendationSubject subject)
    {
        RecommendationPredictor model = subject.Study.Model;
        return CardSection.Of(
            subject.Card, "the best items for a user", model.Kind, subject.Options.Purpose,
            [
                ("users", (long)model.Users.Length), ("items", (long)model.Items.Length), ("learned from", double.IsNaN(model.MeanRating) ? "events" : "ratings"),
                ("recommends what a user took before", model.RecommendsSeen ? "yes" : "no"),
            ]);
    }

    private static ReportSection Metrics(RecommendationSubject subject)
    {
        RecommendationMetrics metrics = subject.Study.Metrics;
        List<ReportPart> beside =
        [
            new NotePart($"Means over {ReportText.Count(metrics.Users)} users, each counting the same; intervals are over users. Ranks are over all items. The baseline recommends to everybody what is popular; lift is the NDCG@{subject.Cutoff} over that of the baseline, user by user."),
            new FactsPart([("users measured", (long)metrics.Users), ("of these new", (long)metrics.ColdUsers), ("items to find that are new", (long)metrics.ColdItems), ("users without an item to find, left out", (long)metrics.EmptyUsers)]),
        ];
        if (metrics.Users > 0) beside.Add(Cutoffs(metrics));
        return MetricsSection.Of(MetricTable.Of(metrics), metrics.Rows, "users", subject.Test, beside);
    }

    private static PlotPart Cutoffs(RecommendationMetrics metrics)
    {
        RecommendationCutoff[] own = [.. metrics.Cutoffs], popular = [.. metrics.Baseline!.Cutoffs];
        double[] at = [.. own.Select(static (_, place) => place - 0.12)], beside = [.. own.Select(static (_, place) => place + 0.12)];
        string[] names = [.. own.Select(static c => FormattableString.Invariant($"first {c.Cutoff}"))];
        return new PlotPart(
            "NDCG and recall of the first items", $"NDCG of the {names[^1]} items is {own[^1].Ndcg}, their recall {own[^1].Recall}; of what is popular {popular[^1].Ndcg.ValueText} and {popular[^1].Recall.ValueText}.",
            PlotAxis.Of("items", names), PlotAxis.Over("NDCG, recall", own.SelectMany(static c => new[] { c.Ndcg.Value, c.Ndcg.High, c.Recall.Value, c.Recall.High }).Concat(popular.SelectMany(static c => new[] { c.Ndcg.Value, c.Recall.Value })), fromZero: true),
            [
                Points("NDCG", at, [.. own.Select(static c => c.Ndcg)]), Points("recall", beside, [.. own.Select(static c => c.Recall)]),
                Points("NDCG of what is popular", at, [.. popular.Select(static c => c.Ndcg)]), Points("recall of what is popular", beside, [.. popular.Select(static c => c.Recall)]),
            ],
            new TablePart("NDCG and recall of the first items", ["items", "NDCG", "of what is popular", "recall", "of what is popular"], [.. own.Select((c, i) => new ReportCell[] { names[i], c.Ndcg, popular[i].Ndcg, c.Recall, popular[i].Recall })]));
    }

    internal static PointMark Points(string name, double[] at, Metric[] values, bool isLying = false)
    {
        double[] told = [.. values.Select(static v => v.Value)];
        return new PointMark(name, isLying ? told : at, isLying ? at : told) { Low = [.. values.Select(static v => v.Low)], High = [.. values.Select(static v => v.High)], IsLying = isLying };
    }
}
