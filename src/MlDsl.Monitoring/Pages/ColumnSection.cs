using System.Collections.Immutable;
using MlDsl.Observing;
using MlDsl.Reports;

namespace MlDsl.Monitoring.Pages;

/// <summary>Columns, or scores, of the last window beside the reference, and over time those that are furthest from it.</summary>
internal static class ColumnSection
{
    private const int MostPlots = 40;

    public static ReportSection? Columns(ImmutableArray<ClosedWindow> windows) => Of(
        "columns", "Columns", windows, static reference => reference.Columns, static window => window.Columns,
        "Means are by the centres of bins, of 50 rows or more; of columns marked [Sensitive] there is none. The distance is that of Jensen and Shannon, from 0 to 1: small windows are never at 0. One column by itself, it is no alarm.");

    public static ReportSection? Scores(ImmutableArray<ClosedWindow> windows) => Of(
        "scores", "Scores", windows, static reference => reference.Scores, static window => window.Scores, "What the model said, held against what it said of validation rows.");

    private static ReportSection? Of(string id, string title, ImmutableArray<ClosedWindow> windows, Func<ReferenceProfile, ImmutableArray<ColumnProfile>> columns, Func<ProfileWindow, ImmutableArray<ImmutableArray<long>>> cells, string note)
    {
        ClosedWindow? last = windows.LastOrDefault(static closed => closed.Window.Rows >= ToldMean.LeastRows);
        if (last is null || columns(last.Reference).IsEmpty) return null;
        ImmutableArray<ColumnProfile> watched = columns(last.Reference);
        SeenColumn[] seen = [.. watched.Zip(cells(last.Window), SeenColumn.Of)];
        List<ReportPart> parts =
        [
            new NotePart(note),
            new TablePart(
                $"The window until {TimePlots.Text(last.Window.To)}, {ReportText.Rows(last.Window.Rows)}",
                [id == "columns" ? "column" : "score", "unit", "mean", "in the reference", "distance", "missing", "in the reference", "unknown", "in the reference"],
                [.. watched.Zip(seen, Row)]),
        ];
        ClosedWindow[] told = [.. windows.Where(static closed => closed.Window.Rows >= ToldMean.LeastRows)];
        int[] order = [.. Enumerable.Range(0, seen.Length).OrderByDescending(i => seen[i].Distance).ThenBy(static i => i).Take(MostPlots)];
        parts.AddRange(order.Select(i => Plot(watched[i], told, columns, cells)));
        if (order.Length < seen.Length) parts.Add(new NotePart($"The {MostPlots} that are furthest from the reference are drawn; all are in the table."));
        return new ReportSection(id, title, parts);
    }

    private static ReportCell[] Row(ColumnProfile column, SeenColumn seen)
    {
        ReportCell none = "";
        double rows = column.ToCells().Sum();
        bool hasMean = double.IsFinite(seen.Mean);
        return
        [
            Name(column), Visible.Of(column.Unit ?? ""), hasMean ? seen.Mean : none, hasMean ? seen.Reference : none, seen.Distance,
            ReportCell.Share(seen.Missing), ReportCell.Share(column.Missing / rows), ReportCell.Share(seen.Unknown), ReportCell.Share(column.Unknown / rows),
        ];
    }

    // Of a model that was fitted anew the reference is another one, and the same name another column of it.
    private static PlotPart Plot(ColumnProfile column, ClosedWindow[] windows, Func<ReferenceProfile, ImmutableArray<ColumnProfile>> columns, Func<ProfileWindow, ImmutableArray<ImmutableArray<long>>> cells)
    {
        List<DateTimeOffset> times = [];
        List<SeenColumn> seen = [];
        foreach (ClosedWindow closed in windows)
        {
            ImmutableArray<ColumnProfile> all = columns(closed.Reference);
            int place = Enumerable.Range(0, all.Length).FirstOrDefault(i => all[i].Name == column.Name, -1);
            if (place < 0) continue;
            times.Add(closed.Window.To);
            seen.Add(SeenColumn.Of(all[place], cells(closed.Window)[place]));
        }
        string name = Name(column), unit = column.Unit is { Length: > 0 } said ? $", {Visible.Of(said)}" : "";
        return seen.Any(static one => double.IsFinite(one.Mean))
            ? TimePlots.Of(name, $"mean{unit}", times, "mean", [.. seen.Select(static one => one.Mean)], "reference", [.. seen.Select(static one => one.Reference)], isDetail: true)
            : TimePlots.Of(name, "distance", times, "distance", [.. seen.Select(static one => one.Distance)], "", [], isDetail: true);
    }

    private static string Name(ColumnProfile column) => column.Of.Length > 0 ? $"{Visible.Of(column.Name)}, {column.Of}" : Visible.Of(column.Name);
}
