namespace MlDsl.Reports;

/// <summary>Two classes: how well probabilities order, how far they hold, and what every threshold would do.</summary>
internal static class BinarySection
{
    public static ReportSection Of(ReportSubject subject, BinaryMetrics metrics)
    {
        ReportRows rows = subject.Rows;
        var curve = ThresholdCurve.Of(rows);
        List<ReportPart> parts = [new NotePart($"Curves are of {rows.Named}; '{Visible.Of(subject.Facts.Outcome.ClassNames[^1])}' is the positive class.")];
        if (curve.IsDefined) parts.AddRange(Curves(subject, metrics, curve, curve.InSteps(subject.Options.MinCellRows)));
        else parts.Add(new NotePart("All rows are of one class: there is no ROC, no precision-recall curve and no lift.") { IsWarning = true });
        parts.Add(CalibrationPlot.Of(metrics.Reliability, "the positive class", subject.Options.MinCellRows));
        if (Histogram.Of(rows.First, 25, subject.Options.MinCellRows)?.Within(0, 1) is { } histogram) parts.Add(Plots.Of("Predicted probabilities", "probability", histogram));
        parts.Add(Confusion(subject, metrics));
        return new ReportSection("classes", "Ranking, probabilities, decisions", parts);
    }

    private static IEnumerable<ReportPart> Curves(ReportSubject subject, BinaryMetrics metrics, ThresholdCurve all, ThresholdCurve curve)
    {
        var unit = new PlotAxis("", 0, 1);
        double share = curve.Positives / (curve.Positives + curve.Negatives);
        yield return Plots.Curve(
            "ROC", $"The area under the curve is {metrics.RocAuc}; ordering at random has 0.5.", unit with { Title = "false-positive rate" }, unit with { Title = "true-positive rate" }, "model",
            curve.FalsePositiveRate, curve.Recall, new LineMark("at random", [0, 1], [0, 1]) { IsDashed = true });
        yield return Plots.PrecisionRecall(metrics.PrAuc, curve, "positive rows");
        double[] selected = curve.Selected, recall = curve.Recall;
        yield return Plots.Curve(
            "Cumulative gain", Gain(all.Selected, all.Recall), unit with { Title = "share of rows, from the highest probability down" }, unit with { Title = "share of the positive rows among them" },
            "model", selected, recall, new LineMark("at random", [0, 1], [0, 1]) { IsDashed = true }, new LineMark("at best", [0, share, 1], [0, 1, 1]) { IsDashed = true });
        // Where nothing is selected there is no lift: the curve begins with the first threshold.
        double[] lift = [.. recall.Skip(1).Select((r, i) => r / selected[i + 1])], from = selected[1..];
        yield return Plots.Curve(
            "Lift", $"How many times as many positive rows as among all: {ReportText.Of(At(all.Selected, all.Recall, 0.1) / 0.1)} in the tenth with the highest probabilities.",
            unit with { Title = "share of rows, from the highest probability down" }, PlotAxis.Over("lift", lift, fromZero: true), "model", from, lift, new LineMark("at random", [0, 1], [1, 1]) { IsDashed = true });
        double[] thresholds = curve.Thresholds[1..], precision = curve.Precision[1..], found = recall[1..];
        double[] few = Thinned.Of(thresholds), high = Thinned.Of(precision), low = Thinned.Of(found);
        yield return new PlotPart(
            "Decisions at every threshold", $"At {metrics.Threshold}, where the model decides, precision is {metrics.Precision} and recall {metrics.Recall}.",
            unit with { Title = "threshold" }, unit with { Title = "share" },
            [new LineMark("precision", few, high), new LineMark("recall", few, low), new LineMark("the model's threshold", [metrics.Threshold.Value, metrics.Threshold.Value], [0, 1]) { IsDashed = true }],
            new TablePart("Decisions at every threshold", ["threshold", "precision", "recall"], [.. few.Select((t, i) => new ReportCell[] { t, high[i], low[i] })]));
    }

    private static string Gain(double[] selected, double[] recall) =>
        $"The tenth of the rows with the highest probabilities has {ReportText.Percent(At(selected, recall, 0.1))} of the positive ones, the first half {ReportText.Percent(At(selected, recall, 0.5))}.";

    // Between thresholds a curve is straight: rows of one probability are taken in any order.
    private static double At(double[] x, double[] y, double wanted)
    {
        int above = Array.FindIndex(x, value => value >= wanted);
        if (above <= 0) return y[Math.Max(above, 0)];
        double part = x[above] > x[above - 1] ? (wanted - x[above - 1]) / (x[above] - x[above - 1]) : 1;
        return y[above - 1] + (part * (y[above] - y[above - 1]));
    }

    private static PlotPart Confusion(ReportSubject subject, BinaryMetrics metrics)
    {
        string[] names = [.. subject.Facts.Outcome.ClassNames.Select(static c => Visible.Of(c))];
        BinaryConfusion counts = metrics.Confusion;
        return ConfusionPlot.Of(names, [counts.TrueNegatives, counts.FalsePositives, counts.FalseNegatives, counts.TruePositives], $"Accuracy is {metrics.Accuracy}.");
    }
}
