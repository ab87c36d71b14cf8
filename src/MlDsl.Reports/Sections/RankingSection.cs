namespace MlDsl.Reports;

/// <summary>Rows in order: how good queries are, and how many are bad.</summary>
internal static class RankingSection
{
    public static ReportSection Of(ReportSubject subject, RankingMetrics metrics)
    {
        (string Name, Metric Ndcg)[] cutoffs = [.. metrics.Cutoffs.Select(static c => (FormattableString.Invariant($"first {c.Cutoff}"), c.Ndcg)), ("all", metrics.Ndcg)];
        List<ReportPart> parts =
        [
            new FactsPart([("queries", (long)metrics.Queries), ("without a relevant row", (long)metrics.EmptyQueries), ("what these count", metrics.EmptyQueryPolicy.ToString())]),
            Plots.Ranges("NDCG of the first rows of a query", $"Over all rows of a query it is {metrics.Ndcg}; 1 is the best order.", "NDCG", "rows", cutoffs),
        ];
        double[] ndcg = [.. RowLosses.OfQueries(subject.Rows, subject.Rows.Predictions).Losses.Select(static loss => 1 - loss)];
        parts.Add(Histogram.Of(ndcg, 20, subject.Options.MinCellRows)?.Within(0, 1) is { } histogram
            ? Plots.Of("NDCG by query", "NDCG of a query", histogram)
            : new NotePart($"There are too few queries with a relevant row to show how they differ: {ndcg.Length}."));
        return new ReportSection("queries", "Queries", parts);
    }
}
