namespace MlDsl.Reports;

/// <summary>Numbers: what is off, and where.</summary>
internal static class RegressionSection
{
    private const int MostBins = 20;

    public static ReportSection Of(ReportSubject subject, RegressionMetrics metrics)
    {
        ReportRows rows = subject.Rows;
        string unit = $"{subject.Label.Name}{subject.Unit}";
        List<ReportPart> parts = [new NotePart($"Of {rows.Named}. Points are means of as many rows each, in the order of the predictions: no row stands alone.")];
        IReadOnlyList<PredictionBin> bins = PredictionBin.Of(rows, MostBins, Math.Max(subject.Options.MinCellRows, 10), subject.Options.Evaluation.Level);
        if (bins.Count >= 2) parts.AddRange(Binned(bins, unit, metrics));
        else parts.Add(new NotePart($"There are too few rows to show residuals by prediction: {ReportText.Rows(rows.Count)}."));
        double[] residuals = [.. Enumerable.Range(0, rows.Count).Select(row => (double)rows.Labels[row] - rows.Predictions[row * rows.Outputs])];
        if (Histogram.Of(residuals, 30, subject.Options.MinCellRows) is { } histogram) parts.Add(Plots.Of("Residuals: label less prediction", unit, histogram));
        if (metrics.Intervals is { } intervals)
        {
            parts.Add(new FactsPart([("intervals made to hold", ReportCell.Share(intervals.Level)), ("they hold", intervals.Coverage), ("mean width", intervals.Width), ("made from held-back rows", intervals.CalibrationRows)]));
            if (intervals.Warning is { } warning) parts.Add(new NotePart($"{warning}.") { IsWarning = true });
        }
        return new ReportSection("residuals", "Predictions and residuals", parts);
    }

    private static IEnumerable<ReportPart> Binned(IReadOnlyList<PredictionBin> bins, string unit, RegressionMetrics metrics)
    {
        double[] at = [.. bins.Select(static b => b.Prediction)], labels = [.. bins.Select(static b => b.Label.Value)];
        double[] low = [.. bins.Select(static b => b.Label.Low)], high = [.. bins.Select(static b => b.Label.High)];
        double[] ends = [at[0], at[^1]];
        PredictionBin far = bins.MaxBy(static b => Math.Abs(b.Label.Value - b.Prediction))!;
        yield return new PlotPart(
            "Mean label by prediction", $"Where {ReportText.Of(far.Prediction)} is predicted the mean label is {far.Label}: of all bins the furthest apart.",
            PlotAxis.Over($"prediction: {unit}", at), PlotAxis.Over($"mean label: {unit}", [.. labels, .. low, .. high, .. ends]),
            [new PointMark("mean label, with intervals", at, labels) { Low = low, High = high }, new LineMark("what is predicted comes", ends, ends) { IsDashed = true }],
            new TablePart("Mean label by prediction", ["prediction", "mean label", "rows"], [.. bins.Select(static b => new ReportCell[] { b.Prediction, b.Label, (long)b.Rows })]));
        double[] under = [.. bins.Select(static b => b.Low)], middle = [.. bins.Select(static b => b.Median)], over = [.. bins.Select(static b => b.High)];
        yield return new PlotPart(
            "Residuals by prediction", $"The middle 80 % of residuals are {ReportText.Of(over[0] - under[0])} apart at the smallest predictions and {ReportText.Of(over[^1] - under[^1])} at the largest; RMSE is {metrics.Rmse}.",
            PlotAxis.Over($"prediction: {unit}", at), PlotAxis.Over($"label less prediction: {unit}", [.. under, .. over, 0]),
            [new BandMark("middle 80 %", at, under, over), new LineMark("median", at, middle), new LineMark("nothing off", ends, [0, 0]) { IsDashed = true }],
            new TablePart("Residuals by prediction", ["prediction", "10 % below", "median", "90 % below", "rows"], [.. bins.Select(static b => new ReportCell[] { b.Prediction, b.Low, b.Median, b.High, (long)b.Rows })]));
        if (metrics.Intervals is not { } intervals) yield break;
        double[] covered = [.. bins.Select(static b => b.Covered)];
        yield return new PlotPart(
            "How many labels lie in their intervals", $"From {ReportText.Percent(covered.Min())} to {ReportText.Percent(covered.Max())} by prediction; the intervals were made to hold {ReportText.Percent(intervals.Level)}.",
            PlotAxis.Over($"prediction: {unit}", at), new PlotAxis("share of the labels", 0, 1.02),
            [new LineMark("in their intervals", at, covered), new LineMark("as they were made", ends, [intervals.Level, intervals.Level]) { IsDashed = true }],
            new TablePart("How many labels lie in their intervals", ["prediction", "share", "rows"], [.. bins.Select(static b => new ReportCell[] { b.Prediction, ReportCell.Share(b.Covered), (long)b.Rows })]));
    }
}
