using System.Globalization;

namespace MlDsl.Reports;

/// <summary>The partial dependence on a column: a line with its interval along numbers, points along values.</summary>
internal static class DependencePlot
{
    private const int MostClasses = 5;

    /// <summary>The plot; null where no value of the column has as many rows as a cell must have.</summary>
    /// <param name="subject">What is reported.</param>
    /// <param name="column">The column.</param>
    /// <param name="measured">What was measured along it.</param>
    public static PlotPart? Of(ReportSubject subject, ReportColumn column, PartialDependence measured)
    {
        PartialDependence dependence = Shown(subject, column, measured);
        return dependence.Points.Count == 0 ? null : Of(subject, column.Schema, dependence);
    }

    // The least and the most number are rows' own, and so are values that few rows have: of numbers those are shown that enough rows reach from either side.
    private static PartialDependence Shown(ReportSubject subject, ReportColumn column, PartialDependence dependence)
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        List<double> orders = [];
        bool isTime = false;
        for (int row = 0; row < subject.Rows.Count; row++)
        {
            Columns.ColumnValue value = column.Read(row);
            isTime |= value.Kind is Columns.ColumnValueKind.Time or Columns.ColumnValueKind.Date;
            if (ValueText.Order(value) is { } order)
            {
                orders.Add(order);
                continue;
            }
            string text = value.IsMissing ? ValueText.Missing : value.ToText()!;
            counts[text] = counts.GetValueOrDefault(text) + 1;
        }
        double[] sorted = [.. orders.Order()];
        int least = subject.Options.MinCellRows;
        return dependence with { Points = [.. dependence.Points.Where(p => sorted.Length == 0 ? counts.GetValueOrDefault(p.Value) >= least : p.Value == ValueText.Missing || IsInside(sorted, OrderOf(p.Value, isTime), isTime, least))] };
    }

    private static double OrderOf(string text, bool isTime) => isTime
        ? DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind).Ticks
        : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static bool IsInside(double[] sorted, double at, bool isTime, int least)
    {
        // A point's number is of nine digits.
        double slack = isTime ? 0 : Math.Abs(at) * 1e-8;
        return sorted.Length >= least && sorted[least - 1] <= at + slack && sorted[^least] >= at - slack;
    }

    private static PlotPart Of(ReportSubject subject, ColumnSchema column, PartialDependence dependence)
    {
        IReadOnlyList<string> classes = subject.Facts.Outcome.ClassNames;
        int outputs = subject.Rows.Outputs;
        string[] names = outputs == 1
            ? [classes.Count > 0 ? $"probability of {Visible.Of(classes[^1])}" : subject.Metrics is RankingMetrics or AnomalyMetrics ? "score" : $"{subject.Label.Name}{subject.Unit}"]
            : [.. classes.Select(static c => $"probability of {Visible.Of(c)}")];
        double?[] numbers = [.. dependence.Points.Select(static p => double.TryParse(p.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : (double?)null)];
        bool isOrdered = numbers.Count(static n => n is not null) >= 3 && dependence.Points.Zip(numbers).All(static p => p.Second is not null || p.First.Value == ValueText.Missing);
        int[] there = [.. Enumerable.Range(0, numbers.Length).Where(i => !isOrdered || numbers[i] is not null)];
        double[] at = isOrdered ? [.. there.Select(i => numbers[i]!.Value)] : [.. there.Select(static i => (double)i)];
        List<PlotMark> marks = [];
        for (int output = 0; output < Math.Min(outputs, MostClasses); output++)
        {
            Metric[] means = [.. there.Select(i => dependence.Points[i].Means[output])];
            double[] mean = [.. means.Select(static m => m.Value)], low = [.. means.Select(static m => m.Low)], high = [.. means.Select(static m => m.High)];
            if (!isOrdered) marks.Add(new PointMark(names[output], mean, at) { Low = low, High = high, IsLying = true });
            else if (outputs == 1) marks.AddRange([new LineMark(names[output], at, mean), new BandMark("interval over rows", at, low, high)]);
            else marks.Add(new LineMark(names[output], at, mean));
        }
        Metric[] all = [.. there.SelectMany(i => dependence.Points[i].Means.Take(MostClasses))];
        string title = column.Unit is { } unit ? $"{column.Name}, {unit}" : column.Name;
        PlotAxis along = isOrdered ? PlotAxis.Over(title, at) : PlotAxis.Of(title, [.. there.Select(i => Visible.Of(dependence.Points[i].Value))]);
        PlotAxis predicted = PlotAxis.Over(outputs == 1 ? names[0] : "probability", all.SelectMany(static m => new[] { m.Value, m.Low, m.High }));
        return new PlotPart(
            $"Predictions along {column.Name}", Summary(dependence, names[0]), isOrdered ? along : predicted, isOrdered ? predicted : along, marks,
            new TablePart($"Mean predictions along {column.Name}, over {ReportText.Rows(dependence.Rows)}", [column.Name, .. names], [.. dependence.Points.Select(static p => (ReportCell[])[Visible.Of(p.Value), .. p.Means.Select(static m => (ReportCell)m)])]));
    }

    private static string Summary(PartialDependence dependence, string what)
    {
        DependencePoint[] points = [.. dependence.Points.Where(static p => p.Means[0].IsDefined)];
        if (points.Length == 0) return "No value is defined.";
        DependencePoint least = points.MinBy(static p => p.Means[0].Value)!, most = points.MaxBy(static p => p.Means[0].Value)!;
        return $"The mean {what} is least at {Visible.Of(least.Value)}, {least.Means[0]}, and most at {Visible.Of(most.Value)}, {most.Means[0]}.";
    }
}
