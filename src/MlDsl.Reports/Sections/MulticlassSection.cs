namespace MlDsl.Reports;

/// <summary>Several classes: which are taken for which.</summary>
internal static class MulticlassSection
{
    private const int MostDrawn = 30, MostPairs = 20;

    public static ReportSection Of(ReportSubject subject, MulticlassMetrics metrics)
    {
        string[] classes = [.. metrics.Classes.Select(static c => Visible.Of(c.Class))];
        int count = classes.Length;
        List<ReportPart> parts =
        [
            CalibrationPlot.Of(metrics.Reliability, "the most likely class", subject.Options.MinCellRows),
            new TablePart(
                "Classes", ["class", "rows", "precision", "recall", "F1"],
                [.. metrics.Classes.Select((c, i) => new ReportCell[] { classes[i], (long)c.Rows, c.Precision, c.Recall, c.F1 })]),
        ];
        if (count <= MostDrawn)
        {
            double[] cells = [.. Enumerable.Range(0, count * count).Select(i => metrics.Confusion[i / count, i % count])];
            parts.Add(ConfusionPlot.Of(classes, cells, $"Accuracy is {metrics.MicroAccuracy}, mean recall of the classes {metrics.MacroAccuracy}."));
        }
        else
        {
            parts.Add(new NotePart($"A matrix of {count} classes is too large to be drawn; these are the most frequent mistakes."));
        }
        (int Actual, int Predicted, double Rows)[] mistakes =
            [.. Enumerable.Range(0, count).SelectMany(a => Enumerable.Range(0, count).Where(p => p != a).Select(p => (a, p, metrics.Confusion[a, p]))).Where(static m => m.Item3 > 0).OrderByDescending(static m => m.Item3).Take(MostPairs)];
        parts.Add(mistakes.Length == 0
            ? new NotePart("No row is taken for another class.")
            : new TablePart("The most frequent mistakes", ["actual", "predicted", "rows"], [.. mistakes.Select(m => new ReportCell[] { classes[m.Actual], classes[m.Predicted], m.Rows })]));
        return new ReportSection("classes", "Classes and mistakes", parts);
    }
}
