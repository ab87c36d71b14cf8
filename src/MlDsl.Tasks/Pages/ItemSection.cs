using MlDsl.Reports;
using MlDsl.Training;

namespace MlDsl.Tasks.Pages;

/// <summary>What becomes of popular and of rare items: how recommendations are spread over them, and how many of each are found.</summary>
internal static class ItemSection
{
    private const int Tenths = 10;

    public static ReportSection Of(RecommendationSubject subject)
    {
        RecommendationStudy study = subject.Study;
        int items = study.Model.Items.Length, least = subject.Options.MinCellRows;
        long[] taken = Array.ConvertAll(study.Model.Popularity, static count => (long)count), own = Counts(study, study.Own), popular = Counts(study, study.Popular);
        if (items < Tenths || own.Sum() < least)
            return new ReportSection("items", "Items", [new NotePart($"There are too few items or recommendations to tell how they are spread: {ReportText.Count(items)} and {ReportText.Count(own.Sum())}.")]);
        RecommendationMetrics metrics = study.Metrics;
        List<ReportPart> parts =
        [
            new NotePart($"Items from the one that most users took down to the one that fewest took; recommendations are the first {subject.Cutoff} items of each user. Rare items that are never recommended stay rare: who is shown only what is popular can take nothing else."),
            new FactsPart(
            [
                ("items recommended to anybody", metrics.Coverage), ("by what is popular", metrics.Baseline!.Coverage), ("novelty, bits", metrics.Novelty), ("of what is popular", metrics.Baseline.Novelty),
                ("inequality of recommendations (Gini)", Gini(own)), ("of what users took", Gini(taken)),
            ]),
            Tail(study, taken, own, popular),
            Found(study, taken, own, least),
        ];
        double[] novelty = [.. Enumerable.Range(0, study.Held.Users.Count).Where(user => !study.Own.ItemsOf(user).IsEmpty).Select(user => study.Own.ValuesOf(user)[^1])];
        if (Histogram.Of(novelty, 20, least) is { } histogram) parts.Add(Plots.Of("Novelty by user", "mean novelty of a user's items, bits", histogram, things: "users"));
        return new ReportSection("items", "Items", parts);
    }

    private static long[] Counts(RecommendationStudy study, UserLists lists)
    {
        var counts = new long[study.Model.Items.Length];
        for (int user = 0; user < study.Held.Users.Count; user++)
            foreach (int item in lists.ItemsOf(user)) counts[item]++;
        return counts;
    }

    private static PlotPart Tail(RecommendationStudy study, long[] taken, long[] own, long[] popular)
    {
        double[] share = [0, .. Enumerable.Range(1, own.Length).Select(i => (double)i / own.Length)], took = Cumulative(study, taken), model = Cumulative(study, own), beside = Cumulative(study, popular);
        double[] few = Thinned.Of(share), mine = Thinned.Of(model), theirs = Thinned.Of(took), most = Thinned.Of(beside);
        int tenth = own.Length / Tenths;
        return new PlotPart(
            "How recommendations are spread over items", $"The tenth of the items that most users took has {ReportText.Percent(took[tenth])} of what users took and {ReportText.Percent(model[tenth])} of the recommendations.",
            new PlotAxis("share of items, from the most popular down", 0, 1), new PlotAxis("share of all", 0, 1),
            [new LineMark("recommendations", few, mine), new LineMark("what users took", few, theirs), new LineMark("what is popular, recommended to all", few, most) { IsDashed = true }],
            new TablePart("How recommendations are spread over items", ["share of items", "recommendations", "what users took", "what is popular"], [.. few.Select((s, i) => new ReportCell[] { ReportCell.Share(s), ReportCell.Share(mine[i]), ReportCell.Share(theirs[i]), ReportCell.Share(most[i]) })]));
    }

    // Of each tenth of the items, how many of those that users took later were among their first ones.
    private static TablePart Found(RecommendationStudy study, long[] taken, long[] own, int least)
    {
        int items = taken.Length;
        var tenthOf = new int[items];
        for (int place = 0; place < items; place++) tenthOf[study.Model.ByPopularity[place]] = (int)((long)place * Tenths / items);
        var (wanted, found, took, told) = (new long[Tenths], new long[Tenths], new long[Tenths], new long[Tenths]);
        for (int item = 0; item < items; item++)
        {
            took[tenthOf[item]] += taken[item];
            told[tenthOf[item]] += own[item];
        }
        for (int user = 0; user < study.Held.Users.Count; user++)
        {
            int[] later = study.Held.Users[user].Items;
            foreach (int item in later) if (item < items) wanted[tenthOf[item]]++;
            foreach (int item in study.Own.ItemsOf(user)) if (later.AsSpan().BinarySearch(item) >= 0) found[tenthOf[item]]++;
        }
        double all = took.Sum(), recommended = told.Sum();
        return new TablePart(
            "Tenths of the items, from the most popular down", ["tenth", "of what users took", "of the recommendations", "taken later", "of these found"],
            [.. Enumerable.Range(0, Tenths).Select(i => new ReportCell[] { (long)(i + 1), ReportCell.Share(took[i] / all), ReportCell.Share(told[i] / recommended), wanted[i] >= least ? wanted[i] : FormattableString.Invariant($"below {least}"), wanted[i] >= least ? ReportCell.Share((double)found[i] / wanted[i]) : "" })]);
    }

    private static double[] Cumulative(RecommendationStudy study, long[] counts)
    {
        double all = Math.Max(counts.Sum(), 1), sum = 0;
        var shares = new double[counts.Length + 1];
        for (int place = 0; place < counts.Length; place++) shares[place + 1] = (sum += counts[study.Model.ByPopularity[place]]) / all;
        return shares;
    }

    // 0 where all items have as many, towards 1 where one has all.
    private static double Gini(long[] counts)
    {
        long[] sorted = [.. counts.Order()];
        double sum = 0, all = sorted.Sum();
        for (int i = 0; i < sorted.Length; i++) sum += ((2.0 * (i + 1)) - sorted.Length - 1) * sorted[i];
        return all == 0 ? double.NaN : sum / (sorted.Length * all);
    }
}
