using MlDsl.Training;

namespace MlDsl.Reports;

/// <summary>Clusters: how large, how far apart, and what their rows have in common.</summary>
internal static class ClusterSection
{
    // All pairs of rows are looked at, position by position; of fewer than so many rows of very many positions nothing would be learned.
    private const int MostRows = 2_000, FewestRows = 100, MostPositions = 2_000_000, MostDrawn = 30, MostClusters = 12;

    public static ReportSection Of(ReportSubject subject, ClusterMetrics metrics)
    {
        ReportRows rows = subject.Rows;
        int least = subject.Options.MinCellRows;
        int[] clusters = [.. Enumerable.Range(0, rows.Count).Select(row => MulticlassRow.Best(rows.Predictions.AsSpan(row * rows.Outputs, rows.Outputs)))];
        List<ReportPart> parts = [new NotePart($"Of {rows.Named}. Clusters have no names but their numbers, from the largest among the training rows down; of fewer than {least} rows nothing is told but the size."), Sizes(metrics)];
        double[] shares = [.. clusters.Select((cluster, row) => (double)rows.Predictions[(row * rows.Outputs) + cluster])];
        if (Histogram.Of(shares, 20, least)?.Within(0, 1) is { } histogram) parts.Add(Plots.Of("How decided rows are", "share of the own cluster", histogram));
        parts.AddRange(Places(subject, clusters));
        parts.AddRange(ClusterCenters.Of(subject.Columns, clusters, least));
        return new ReportSection("clusters", "Clusters", parts);
    }

    // What is told of features, which are held for it: fewer rows of them where a row has many.
    private static IEnumerable<ReportPart> Places(ReportSubject subject, int[] clusters)
    {
        int width = subject.Facts.Plan.Width, least = subject.Options.MinCellRows, most = Math.Min(MostRows, MostPositions / Math.Max(width, 1));
        if (width == 0 || clusters.Length < least) yield break;
        if (most < Math.Min(clusters.Length, Math.Max(FewestRows, least)))
        {
            yield return new NotePart($"How far apart clusters are, and where they lie, is left out: {ReportText.Count(width)} features of a row are too many for it.");
            yield break;
        }
        RowFeatures features = subject.Ask.Features(most);
        yield return Apart(subject, clusters, features);
        if (PrincipalPlane.Of(features, [.. features.Places.Select(place => clusters[place])], subject.Rows.Outputs, least) is { } plane) yield return Plane(plane);
    }

    private static PlotPart Sizes(ClusterMetrics metrics)
    {
        (string Name, Metric Size)[] sizes = [.. metrics.Sizes.Select(static (size, cluster) => (Name(cluster), size))];
        var (largest, share) = sizes.MaxBy(static s => s.Size.Value);
        return Plots.Ranges("Sizes", $"The largest is {largest}, with {share} of the rows; a row's own cluster has a share of {metrics.Share} on average.", "share of the rows", "cluster", [.. sizes.Take(MostDrawn)]) with
        {
            Table = new TablePart("Sizes", ["cluster", "share of the rows"], [.. sizes.Select(static s => new ReportCell[] { s.Name, s.Size })]),
        };
    }

    private static PlotPart Apart(ReportSubject subject, int[] clusters, RowFeatures features)
    {
        ReportRows rows = subject.Rows;
        int[] own = [.. features.Places.Select(place => clusters[place])];
        float[] weights = [.. features.Places.Select(place => rows.Weights[place])];
        double[] silhouettes = Silhouettes.Of(features.Values, features.Width, own, rows.Outputs, weights, subject.Options.Evaluation.Workers);
        (string Name, Metric Mean, long Rows)[] told =
        [
            ("all", Mean(static _ => true), own.Length),
            .. Enumerable.Range(0, rows.Outputs).Select(cluster => (Name(cluster), Mean(c => c == cluster), (long)own.Count(c => c == cluster))).Where(c => c.Item3 >= subject.Options.MinCellRows),
        ];
        return Plots.Ranges(
            "How far apart clusters are", $"The mean silhouette is {told[0].Mean}: near 1 rows are far nearer to their own cluster than to the next one, at 0 between two, below 0 nearer to another one. Of {ReportText.Rows(own.Length)}, among themselves.",
            "silhouette", "cluster", [.. told.Take(MostDrawn + 1).Select(static t => (t.Name, t.Mean))]) with
        {
            Table = new TablePart("How far apart clusters are", ["cluster", "silhouette", "rows"], [.. told.Select(static t => new ReportCell[] { t.Name, t.Mean, t.Rows })]),
        };

        Metric Mean(Func<int, bool> isIn)
        {
            int[] among = [.. Enumerable.Range(0, own.Length).Where(i => isIn(own[i]))];
            return WeightedMean.Of([.. among.Select(i => silhouettes[i])], [.. among.Select(i => (double)weights[i])], rows.IsGrouped ? [.. among.Select(i => rows.Keys[features.Places[i]])] : [], subject.Options.Evaluation.Level);
        }
    }

    private static PlotPart Plane(PrincipalPlane plane)
    {
        PlaneCluster[] drawn = [.. plane.Clusters.Take(MostClusters)];
        double[] across = [.. drawn.SelectMany(static c => c.X)], up = [.. drawn.SelectMany(static c => c.Y)];
        string others = plane.Clusters.Count > drawn.Length ? $" The {drawn.Length} largest are drawn." : "";
        return new PlotPart(
            "Where clusters lie",
            $"On the plane of the two directions in which features differ most, which has {ReportText.Percent(plane.First + plane.Second)} of their variance: half of a cluster's rows would lie in its ellipse if they were normal. Ellipses that overlap here may be apart in other directions.{others}",
            PlotAxis.Over($"first direction, {ReportText.Percent(plane.First)} of the variance", across), PlotAxis.Over($"second direction, {ReportText.Percent(plane.Second)} of the variance", up),
            [.. drawn.Select(static c => new LineMark(Name(c.Cluster), c.X, c.Y)), new PointMark("centres", [.. drawn.Select(static c => c.CenterX)], [.. drawn.Select(static c => c.CenterY)])],
            new TablePart("Centres on the plane", ["cluster", "first direction", "second direction", "rows"], [.. plane.Clusters.Select(static c => new ReportCell[] { Name(c.Cluster), c.CenterX, c.CenterY, (long)c.Rows })]));
    }

    internal static string Name(int cluster) => FormattableString.Invariant($"cluster {cluster}");
}
