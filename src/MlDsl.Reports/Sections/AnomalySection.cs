using System.Globalization;

namespace MlDsl.Reports;

/// <summary>Anomalies: how scores are spread, where the threshold lies, and how well they find what labels call anomalies, where there are labels.</summary>
internal static class AnomalySection
{
    private const string Contamination = nameof(Contamination);

    public static ReportSection Of(ReportSubject subject, AnomalyMetrics metrics)
    {
        ReportRows rows = subject.Rows;
        int least = subject.Options.MinCellRows;
        List<(string, ReportCell)> facts = [("an anomaly from score", (double)metrics.Threshold), ("rows from there on", metrics.Flagged)];
        if (subject.Facts.Card.Options.TryGetValue(Contamination, out string? share) && double.TryParse(share, CultureInfo.InvariantCulture, out double asked))
            facts.Insert(1, ("share of the training rows the trainer was asked for", ReportCell.Share(asked)));
        if (metrics.Anomalies is { } anomalies) facts.Add(("rows whose label says anomaly", (long)anomalies));
        List<ReportPart> parts =
        [
            new NotePart($"Curves are of {rows.Named}. A score says how unlike the training rows a row is; it is no probability."),
            new FactsPart(facts),
            Histogram.Of(rows.First, 30, least)?.Within(0, 1) is { } histogram
                ? WithThreshold(Plots.Of("Scores", "score", histogram), metrics.Threshold)
                : new NotePart($"There are too few rows to show how scores are spread: {ReportText.Rows(rows.Count)}."),
        ];
        if (metrics.Anomalies is null) parts.Add(new NotePart("Rows have no label that says which are anomalies: how many are found, and how many alarms are false, is not known."));
        else parts.AddRange(Labeled(subject, metrics));
        return new ReportSection("anomalies", "Scores and anomalies", parts);
    }

    private static IEnumerable<ReportPart> Labeled(ReportSubject subject, AnomalyMetrics metrics)
    {
        var curve = ThresholdCurve.Of(subject.Rows);
        if (!curve.IsDefined)
        {
            yield return new NotePart("All labels say the same: there is no precision-recall curve.") { IsWarning = true };
            yield break;
        }
        ThresholdCurve steps = curve.InSteps(subject.Options.MinCellRows);
        yield return Plots.PrecisionRecall(metrics.PrAuc, steps, "anomalies");
        double[] thresholds = steps.Thresholds[1..], precision = steps.Precision[1..], recall = steps.Recall[1..];
        double[] few = Thinned.Of(thresholds), high = Thinned.Of(precision), low = Thinned.Of(recall);
        yield return new PlotPart(
            "Alarms at every threshold", $"At {ReportText.Of(metrics.Threshold)}, where the model alarms, precision is {metrics.Precision} and recall {metrics.Recall}.",
            new PlotAxis("score from which a row is an anomaly", 0, 1), new PlotAxis("share", 0, 1),
            [new LineMark("precision", few, high), new LineMark("recall", few, low), new LineMark("the model's threshold", [metrics.Threshold, metrics.Threshold], [0, 1]) { IsDashed = true }],
            new TablePart("Alarms at every threshold", ["score", "precision", "recall"], [.. few.Select((t, i) => new ReportCell[] { t, high[i], low[i] })]));
        (string Name, Metric Precision)[] first = [.. metrics.Cutoffs.Where(static c => c.Precision.IsDefined).Select(static c => (FormattableString.Invariant($"first {c.Cutoff}"), c.Precision))];
        if (first.Length > 0)
            yield return Plots.Ranges("Anomalies among the rows with the highest scores", $"Among the {first[0].Name} rows {first[0].Precision} are anomalies; in random order {ReportText.Of(curve.Positives / (curve.Positives + curve.Negatives))} would be.", "share of anomalies", "rows", first);
    }

    private static PlotPart WithThreshold(PlotPart plot, double threshold) => plot.X.Names.Count > 0
        ? plot
        : plot with
        {
            X = plot.X with { Low = Math.Min(plot.X.Low, threshold), High = Math.Max(plot.X.High, threshold) },
            Marks = [.. plot.Marks, new LineMark("the model's threshold", [threshold, threshold], [0, 1.05]) { IsDashed = true }],
        };
}
