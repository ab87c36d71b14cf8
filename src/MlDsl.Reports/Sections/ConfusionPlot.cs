namespace MlDsl.Reports;

/// <summary>Decisions by actual and predicted class.</summary>
internal static class ConfusionPlot
{
    /// <param name="classes">The classes.</param>
    /// <param name="cells">Row by row: actual classes down, predicted ones across.</param>
    /// <param name="about">A sentence more.</param>
    public static PlotPart Of(IReadOnlyList<string> classes, double[] cells, string about)
    {
        int count = classes.Count;
        // Shades are shares of the actual class, so that a rare class shows its errors.
        double[] sums = [.. Enumerable.Range(0, count).Select(row => cells.AsSpan(row * count, count).ToArray().Sum())];
        return new PlotPart(
            "Decisions by actual and predicted class", about, PlotAxis.Of("predicted", classes), PlotAxis.Of("actual", classes),
            [new HeatMark("share of the actual class", [.. cells.Select((cell, i) => sums[i / count] > 0 ? cell / sums[i / count] : 0)], [.. cells.Select(static c => ReportText.Of(c))])],
            new TablePart(
                "Actual classes down, predicted ones across", ["actual", .. classes],
                [.. classes.Select((name, row) => (ReportCell[])[name, .. Enumerable.Range(0, count).Select(column => (ReportCell)cells[(row * count) + column])])]));
    }
}
