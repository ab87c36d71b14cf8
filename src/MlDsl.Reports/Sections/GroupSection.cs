namespace MlDsl.Reports;

/// <summary>The metrics of each value of each sensitive column, beside those of all rows.</summary>
internal static class GroupSection
{
    /// <summary>The section; null where no column is sensitive.</summary>
    public static ReportSection? Of(ReportSubject subject)
    {
        if (subject.Groups.Count == 0) return null;
        List<ReportPart> parts = [new NotePart("Columns marked [Sensitive] are no features; these are the metrics of the rows that share a value of one. Intervals that lie apart are differences; that two overlap does not say that there is none.")];
        string[] shown = [.. subject.Table.Own.Where(static m => m.Metric.IsDefined).Select(static m => m.Name).Take(3)];
        foreach (var column in subject.Groups.GroupBy(static g => g.Column))
        {
            GroupTable[] measured = [.. column.Where(static g => g.Metrics is not null)];
            if (measured.Length > 0 && shown.Length > 0) parts.Add(Plot(subject, column.Key, shown[0], measured));
            if (measured.Length > 0) parts.Add(new TablePart(column.Key, [column.Key, "rows", .. subject.Table.Own.Select(static m => m.Name)], [.. measured.Select(Row)]));
            // A value of few rows may be one person's own: only how many there are is told.
            int small = column.Count(static g => g.Metrics is null);
            if (small > 0) parts.Add(new NotePart($"{(small == 1 ? "1 value" : $"{ReportText.Count(small)} values")} of {column.Key} {(small == 1 ? "has" : "have")} fewer than {column.First().MinRows} rows, too few to measure."));
        }
        return new ReportSection("groups", "Groups of people", parts);
    }

    private static PlotPart Plot(ReportSubject subject, string column, string metric, GroupTable[] groups)
    {
        (string Name, Metric Value)[] values = [("all rows", subject.Table.Own.First(m => m.Name == metric).Metric), .. groups.Select(g => (Visible.Of(g.Value), g.Metrics!.First(m => m.Name == metric).Metric))];
        return Plots.Ranges($"{metric} by {column}", $"Of all rows it is {values[0].Value}.", metric, column, values);
    }

    private static ReportCell[] Row(GroupTable group) => [Visible.Of(group.Value), (long)group.Rows, .. group.Metrics!.Select(static m => (ReportCell)m.Metric)];
}
