namespace MlDsl.Reports;

/// <summary>How well the model does, beside the trivial predictor.</summary>
internal static class MetricsSection
{
    public static ReportSection Of(ReportSubject subject) => Of(subject.Table, subject.Rows.Of, "rows or groups", subject.Test);

    /// <summary>The same of whatever is measured.</summary>
    /// <param name="table">The metrics.</param>
    /// <param name="rows">How many rows they are of.</param>
    /// <param name="units">What intervals are over.</param>
    /// <param name="test">The test's one assessment; null where there was none.</param>
    /// <param name="beside">What else there is to say of these figures.</param>
    public static ReportSection Of(MetricTable table, long rows, string units, TestTable? test, params IEnumerable<ReportPart> beside)
    {
        List<ReportPart> parts = [Table($"On the {ReportText.Rows(rows)} of the validation side", table), .. beside];
        if (rows < 100) parts.Add(new NotePart($"There are {ReportText.Rows(rows)}: figures of so few say little.") { IsWarning = true });
        if (table.Own.All(static m => !m.Metric.HasInterval))
            parts.Add(new NotePart($"There are no intervals: they were turned off, or there are fewer than ten {units}.") { IsWarning = true });
        parts.AddRange(Undefined(table));
        parts.Add(new NotePart(
            "Models were compared and options chosen by these rows, so the figures are a little better than those of new rows. Only the test, used once, tells those."));
        if (test is not null) parts.AddRange(Of(test));
        else parts.Add(new NotePart("The test set has no part in this report: no assessment was given."));
        return new ReportSection("metrics", "Metrics", parts);
    }

    /// <summary>Metrics, intervals and baseline.</summary>
    public static TablePart Table(string caption, MetricTable table)
    {
        string[] header = table.Baseline.Count > 0 ? ["metric", Interval(table.Level), "baseline"] : ["metric", Interval(table.Level)];
        return new TablePart(caption, header, [.. table.Own.Select((metric, i) => table.Baseline.Count > 0
            ? new ReportCell[] { metric.Name, metric.Metric, i < table.Baseline.Count ? table.Baseline[i].Metric : "" }
            : [metric.Name, metric.Metric])]);
    }

    private static string Interval(double level) => level > 0 ? $"value and {ReportText.Percent(level)} interval" : "value";

    private static IEnumerable<ReportPart> Undefined(MetricTable table)
    {
        string[] names = [.. table.Own.Where(static m => !m.Metric.IsDefined).Select(static m => m.Name)];
        if (names.Length > 0) yield return new NotePart($"These rows do not define {string.Join(", ", names)}.");
    }

    private static IEnumerable<ReportPart> Of(TestTable test)
    {
        yield return Table($"On the {ReportText.Rows(test.Rows)} of the test side", test.Metrics);
        yield return test.Times == 1
            ? new NotePart("The test side was assessed for the first time, which is the only one without bias.")
            : new NotePart($"The test side was assessed {test.Times} times by then: choices made between the times make the figures optimistic.") { IsWarning = true };
        if (test.Duplicates > 0)
            yield return new NotePart($"{ReportText.Rows(test.Duplicates)} of the test side also {(test.Duplicates == 1 ? "stands" : "stand")} among those the model was developed on, which makes the figures optimistic.") { IsWarning = true };
    }
}
