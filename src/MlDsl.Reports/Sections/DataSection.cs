using MlDsl.Columns;

namespace MlDsl.Reports;

/// <summary>What the columns of the validation rows hold: counts, shares and histograms, no row's own value.</summary>
internal static class DataSection
{
    private const int MostPlots = 200, MostCategories = 12, MostCells = 20_000_000, ManyColumns = 50;

    /// <summary>The section.</summary>
    /// <param name="subject">What is reported.</param>
    /// <param name="importance">The columns from the most important down: the first of them are drawn.</param>
    public static ReportSection Of(ReportSubject subject, IReadOnlyList<string> importance)
    {
        int rows = Math.Min(subject.Rows.Count, Math.Max(2000, MostCells / Math.Max(subject.Columns.Count, 1)));
        int bins = subject.Columns.Count > ManyColumns ? 10 : 24;
        HashSet<string> drawn = [.. importance.Take(MostPlots)];
        List<ReportCell[]> table = [];
        List<ReportPart> plots = subject.HasLabel ? [Label(subject)] : [];
        foreach (ReportColumn column in subject.Columns)
        {
            var values = ColumnValues.Of(column, rows);
            table.Add(values.Row(column.Schema, subject.Options.MinCellRows));
            if (drawn.Contains(column.Schema.Name) && column.ShowsValues && values.Plot(column.Schema, bins, MostCategories, subject.Options.MinCellRows) is { } plot) plots.Add(plot);
        }
        List<ReportPart> parts =
        [
            new NotePart($"Of {(rows < subject.Rows.Count ? $"the first {ReportText.Rows(rows)} of " : "")}{subject.Rows.Named} of the validation side. Bins and categories of fewer than {subject.Options.MinCellRows} rows are put together; free text, and what is marked [Id], [Group] or [Sensitive], is counted and not shown."),
            new TablePart("The columns that are known when a prediction is asked for", ["column", "kind", "unit", "missing", "different values", "mean", "10 % below", "median", "90 % below"], table),
        ];
        if (subject.Columns.Count > MostPlots) parts.Add(new NotePart($"The {MostPlots} columns that matter most are drawn; the others are in the table."));
        parts.AddRange(plots);
        return new ReportSection("data", "Data", parts);
    }

    private static ReportPart Label(ReportSubject subject)
    {
        ReportRows rows = subject.Rows;
        IReadOnlyList<string> classes = subject.Facts.Outcome.ClassNames;
        if (classes.Count > 0)
        {
            var counts = new long[classes.Count];
            foreach (float label in rows.Labels) counts[(int)label]++;
            return Shares($"{subject.Label.Name}, the label", "class", [.. classes.Select((name, i) => (Visible.Of(name), counts[i]))], rows.Count, isDetail: false);
        }
        return Histogram.Of(rows.Labels.Select(static l => (double)l), 30, subject.Options.MinCellRows) is { } histogram
            ? Plots.Of($"{subject.Label.Name}, the label", $"{subject.Label.Name}{subject.Unit}", histogram)
            : new NotePart($"The label is of too few rows to be drawn: {ReportText.Rows(rows.Count)}.");
    }

    private static PlotPart Shares(string title, string axis, IReadOnlyList<(string Name, long Rows)> counts, int all, bool isDetail)
    {
        var (name, most) = counts.MaxBy(static c => c.Rows);
        return Plots.Ranges(
            title,
            $"{counts.Count} {(counts.Count == 1 ? "value" : "values")}; the most frequent is {name}, {ReportText.Percent((double)most / Math.Max(all, 1))} of the rows.",
            "share of the rows",
            axis,
            [.. counts.Select(c => (c.Name, Metric.Point((double)c.Rows / Math.Max(all, 1))))]) with
        {
            IsDetail = isDetail,
            Table = new TablePart(title, [axis, "rows", "share"], [.. counts.Select(c => new ReportCell[] { c.Name, c.Rows, ReportCell.Share((double)c.Rows / Math.Max(all, 1)) })]),
        };
    }

    /// <summary>The values of one column.</summary>
    private sealed class ColumnValues
    {
        private readonly List<double> orders = [];
        private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);
        private bool isTime;
        private int rows, missing;

        public static ColumnValues Of(ReportColumn column, int rows)
        {
            var values = new ColumnValues { rows = rows };
            for (int row = 0; row < rows; row++)
            {
                ColumnValue value = column.Read(row);
                if (value.IsMissing) values.missing++;
                else if (ValueText.Order(value) is { } order) values.orders.Add(order);
                else if (value.Kind != ColumnValueKind.Vector) values.counts[value.ToText()!] = values.counts.GetValueOrDefault(value.ToText()!) + 1;
                values.isTime |= value.Kind is ColumnValueKind.Time or ColumnValueKind.Date;
            }
            return values;
        }

        public ReportCell[] Row(ColumnSchema schema, int least)
        {
            ReportCell none = "";
            double[] sorted = [.. orders.Order()];
            // Of few rows a quantile is a row's own value, and so is the mean of one.
            bool isOrdered = sorted.Length >= Math.Max(least, 20) && schema.Role == ColumnRole.None;
            string kind = schema.Kind.Length == 0 ? schema.Role == ColumnRole.None ? "parameter of a feature" : schema.Role.ToString() : schema.Kind.Split('(', '=')[0];
            long different = sorted.Length > 0 ? sorted.Distinct().LongCount() : counts.Count;
            return
            [
                schema.Name, kind, schema.Unit ?? "", ReportCell.Share((double)missing / Math.Max(rows, 1)), different > 0 ? different : none,
                isOrdered && !isTime ? sorted.Average() : none, Quantile(0.1), Quantile(0.5), Quantile(0.9),
            ];

            ReportCell Quantile(double share) => !isOrdered ? none : isTime ? TimeText.Of(sorted).Of(PredictionBin.Quantile(sorted, share)) : PredictionBin.Quantile(sorted, share);
        }

        public PlotPart? Plot(ColumnSchema schema, int bins, int categories, int least)
        {
            if (orders.Count > 0)
            {
                TimeText? time = isTime ? TimeText.Of(orders) : null;
                return Histogram.Of(orders, bins, least, time?.Unit ?? 0) is { } histogram
                    ? Plots.Of(schema.Name, schema.Unit is { } unit ? $"{schema.Name}, {unit}" : schema.Name, histogram, time, isDetail: true)
                    : null;
            }
            if (counts.Count == 0) return null;
            List<(string Name, long Rows)> shown = [.. counts.Where(c => c.Value >= least).OrderByDescending(static c => c.Value).ThenBy(static c => c.Key, StringComparer.Ordinal).Take(categories).Select(static c => (Visible.Of(c.Key), c.Value))];
            long others = counts.Values.Sum() - shown.Sum(static c => c.Rows);
            if (others > 0 && others < least && shown.Count > 0)
            {
                // What is put together must not be few either: the rarest that would be shown goes with it.
                others += shown[^1].Rows;
                shown.RemoveAt(shown.Count - 1);
            }
            if (others > 0 && others < least) return null;
            string most = shown.Count == 0 ? "" : $"; the most frequent is {shown[0].Name}, {ReportText.Percent((double)shown[0].Rows / rows)} of the rows";
            if (others > 0) shown.Add(($"{counts.Count - shown.Count} others", others));
            return Shares(schema.Name, "value", shown, rows, isDetail: true) with { Summary = $"{counts.Count} {(counts.Count == 1 ? "value" : "values")}{most}." };
        }
    }
}
