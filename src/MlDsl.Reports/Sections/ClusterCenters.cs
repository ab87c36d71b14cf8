using MlDsl.Columns;

namespace MlDsl.Reports;

/// <summary>What rows of a cluster have in common, by the columns as they are: means of numbers, shares of the most frequent values.</summary>
internal static class ClusterCenters
{
    private const int MostLines = 40, MostClusters = 12, MostValues = 3, MostRows = 20_000;

    // Further than so many standard deviations apart, cells have the same colour.
    private const double Strongest = 2;

    /// <summary>A table over columns and clusters, drawn; a note where no column may be shown.</summary>
    /// <param name="columns">The columns of the rows.</param>
    /// <param name="clusters">The cluster of each row.</param>
    /// <param name="least">The fewest rows of a cell that is told.</param>
    public static IEnumerable<ReportPart> Of(IReadOnlyList<ReportColumn> columns, int[] clusters, int least)
    {
        int apart = Math.Max(1, (clusters.Length + MostRows - 1) / MostRows);
        int[] rows = [.. Enumerable.Range(0, (clusters.Length + apart - 1) / apart).Select(i => i * apart)];
        int[] shown = [.. rows.Select(row => clusters[row]).GroupBy(static c => c).Where(c => c.Count() >= least).Select(static c => c.Key).Order()];
        Line[] lines = [.. columns.Where(static c => c.ShowsValues).SelectMany(column => Lines(column, clusters, rows, least))];
        if (shown.Length == 0 || lines.Length == 0)
        {
            yield return new NotePart("There are too few rows, or no columns whose values may be shown, to tell what rows of a cluster have in common.");
            yield break;
        }
        Line[] drawn = [.. lines.OrderByDescending(line => shown.Max(cluster => Math.Abs(line.Apart(cluster)))).Take(MostLines)];
        int[] own = [.. shown.Take(MostClusters)];
        (Line Line, int Cluster)[] told = [.. own.SelectMany(c => drawn.Where(line => line.Tells(c)).Select(line => (line, c)))];
        string most = "The stronger the colour, the further from all rows.";
        if (told.Length > 0)
        {
            var (far, cluster) = told.MaxBy(static t => Math.Abs(t.Line.Apart(t.Cluster)));
            most += $" Furthest is {far.Name} in {ClusterSection.Name(cluster)}: {ReportText.Of(far.MeanOf(cluster))}, of all rows {ReportText.Of(far.Mean)}.";
        }
        yield return new PlotPart(
            "What rows of a cluster have in common", most,
            PlotAxis.Of("cluster", [.. own.Select(ClusterSection.Name)]), PlotAxis.Of("mean, or share of rows", [.. drawn.Select(static line => line.Name)]),
            [new HeatMark("standard deviations from the mean of all rows", [.. drawn.SelectMany(line => own.Select(c => Shade(line.Apart(c))))], [.. drawn.SelectMany(line => own.Select(c => line.Tells(c) ? ReportText.Of(line.MeanOf(c)) : ""))])],
            new TablePart(
                "Means of numbers and shares of the most frequent values", ["column", "all rows", .. shown.Select(ClusterSection.Name)],
                [.. lines.Select(line => (ReportCell[])[line.Name, line.Mean, .. shown.Select(c => line.Tells(c) ? (ReportCell)line.MeanOf(c) : "")])]));
        if (apart > 1) yield return new NotePart($"Means and shares are of {ReportText.Count(rows.Length)} rows, one in {ReportText.Count(apart)} of {ReportText.Count(clusters.Length)} at even steps.");
        if (drawn.Length < lines.Length || own.Length < shown.Length) yield return new NotePart($"Drawn are the {drawn.Length} lines in which clusters differ most, of {lines.Length}, and {own.Length} of {shown.Length} clusters; all are in the table.");
    }

    private static double Shade(double apart) => double.IsFinite(apart) ? Math.Min(Math.Abs(apart) / Strongest, 1) : 0;

    private static IEnumerable<Line> Lines(ReportColumn column, int[] clusters, int[] rows, int least)
    {
        var numbers = new Line(column.Schema.Unit is { } unit ? $"{column.Schema.Name}, {unit}" : column.Schema.Name, least);
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var texts = new string?[clusters.Length];
        bool isTime = false;
        foreach (int row in rows)
        {
            ColumnValue value = column.Read(row);
            if (value.IsMissing) continue;
            isTime |= value.Kind is ColumnValueKind.Time or ColumnValueKind.Date;
            if (ValueText.Order(value) is { } order) numbers.Add(clusters[row], order);
            else if ((texts[row] = value.ToText()) is { } text) counts[text] = counts.GetValueOrDefault(text) + 1;
        }
        if (isTime) yield break;
        if (numbers.All >= least) yield return numbers;
        long all = counts.Values.Sum();
        // Of all rows as of a cluster: those without the value are not few either.
        foreach (var (value, _) in counts.Where(c => c.Value >= least && (c.Value == all || all - c.Value >= least)).OrderByDescending(static c => c.Value).ThenBy(static c => c.Key, StringComparer.Ordinal).Take(MostValues))
        {
            var share = new Line($"{column.Schema.Name} = {Visible.Of(value)}", least, isShare: true);
            foreach (int row in rows)
                if (texts[row] is { } text) share.Add(clusters[row], text == value ? 1 : 0);
            yield return share;
        }
    }

    /// <summary>The mean of a number in each cluster.</summary>
    private sealed class Line(string name, int least, bool isShare = false)
    {
        private readonly Dictionary<int, (double Sum, long Rows)> clusters = [];

        // Sums are of what values differ from the first one by, so that squares of large numbers do not cancel.
        private double first, sum, squares;

        public string Name => name;

        public long All { get; private set; }

        public double Mean => first + (sum / All);

        public void Add(int cluster, double value)
        {
            if (All == 0) first = value;
            value -= first;
            var (before, rows) = clusters.GetValueOrDefault(cluster);
            clusters[cluster] = (before + value, rows + 1);
            (sum, squares, All) = (sum + value, squares + (value * value), All + 1);
        }

        public double MeanOf(int cluster) => clusters.TryGetValue(cluster, out var own) ? first + (own.Sum / own.Rows) : double.NaN;

        /// <summary>Whether a cluster has enough rows, and of a share as many that have the value and that do not, or none of one.</summary>
        public bool Tells(int cluster)
        {
            var (own, rows) = clusters.GetValueOrDefault(cluster);
            if (rows < least || !isShare) return rows >= least;
            double having = own + (rows * first);
            return (having == 0 || having >= least) && (having == rows || rows - having >= least);
        }

        /// <summary>How many standard deviations of all rows a cluster's mean is from theirs; 0 where it is not told.</summary>
        public double Apart(int cluster) => Math.Sqrt(Math.Max(0, (squares / All) - (sum / All * (sum / All)))) is > 0 and var deviation && Tells(cluster) ? (MeanOf(cluster) - Mean) / deviation : 0;
    }
}
