namespace MlDsl.Reports;

/// <summary>How often a thing happened beside how often it was said to.</summary>
internal static class CalibrationPlot
{
    /// <param name="all">The bins with their rows.</param>
    /// <param name="what">What the probabilities speak of.</param>
    /// <param name="least">The fewest rows of a bin that is shown.</param>
    public static PlotPart Of(IReadOnlyList<ReliabilityBin> all, string what, int least)
    {
        ReliabilityBin[] bins = [.. all.Where(b => b.Rows >= least)];
        double[] said = [.. bins.Select(static b => b.MeanProbability)], happened = [.. bins.Select(static b => b.Share.Value)];
        string summary = bins.Length == 0
            ? $"No bin has {least} rows to compare."
            : bins.MaxBy(static b => Math.Abs(b.Share.Value - b.MeanProbability)) is var far
                ? $"Probabilities of {what} beside how often it happened. They are furthest apart where {ReportText.Percent(far.MeanProbability)} was said and {ReportText.Percent(far.Share.Value)} happened, in {ReportText.Rows(far.Rows)}.{(bins.Length < all.Count ? $" Bins of fewer than {least} rows are left out: {all.Count - bins.Length}." : "")}"
                : "";
        return new PlotPart(
            "Calibration", summary, new PlotAxis("said: mean probability", 0, 1), new PlotAxis("happened: share of rows", 0, 1),
            [
                new PointMark("model, with intervals", said, happened) { Low = [.. bins.Select(static b => b.Share.Low)], High = [.. bins.Select(static b => b.Share.High)] },
                new LineMark("what is said happens", [0, 1], [0, 1]) { IsDashed = true },
            ],
            new TablePart("Calibration", ["said", "happened", "rows"], [.. bins.Select(static b => new ReportCell[] { b.MeanProbability, b.Share, (long)b.Rows })]));
    }
}
