using MlDsl.Reports;
using MlDsl.Training;

namespace MlDsl.Tasks.Pages;

/// <summary>What users did with items in the training rows.</summary>
internal static class InteractionSection
{
    public static ReportSection Of(RecommendationSubject subject)
    {
        RecommendationPredictor model = subject.Study.Model;
        int least = subject.Options.MinCellRows;
        double[] byUser = [.. Enumerable.Range(0, model.Users.Length).Select(user => (double)model.Seen.IndexesOf(user).Length)], byItem = Array.ConvertAll(model.Popularity, static count => (double)count);
        long pairs = model.Seen.Count;
        List<(string, ReportCell)> facts =
        [
            ("users", (long)model.Users.Length), ("items", (long)model.Items.Length), ("pairs of a user and an item", pairs), ("share of all pairs", ReportCell.Share((double)pairs / model.Users.Length / model.Items.Length)),
            ("rows whose pair stands in an earlier one", model.Repeats), ("median items of a user", PredictionBin.Quantile([.. byUser.Order()], 0.5)), ("median users of an item", PredictionBin.Quantile([.. byItem.Order()], 0.5)),
        ];
        if (!double.IsNaN(model.MeanRating)) facts.Add(("mean rating", model.MeanRating));
        List<ReportPart> parts = [new NotePart($"Of the training rows. Bins of fewer than {least} users or items are put together; nobody and nothing is named."), new FactsPart(facts)];
        if (Histogram.Of(byUser, 25, least) is { } users) parts.Add(Plots.Of("Items of a user", "items that a user took", users, things: "users"));
        if (Histogram.Of(byItem, 25, least) is { } items) parts.Add(Plots.Of("Users of an item", "users who took an item", items, things: "items"));
        return new ReportSection("data", "Data", parts);
    }
}
