using System.Collections.Immutable;
using MlDsl.Observing;
using MlDsl.Reports;

namespace MlDsl.Monitoring.Pages;

/// <summary>Groups of people: each beside what it was in the reference.</summary>
internal static class PeopleSection
{
    private const int MostGroups = 30;

    public static ReportSection? Of(ImmutableArray<ToldGroups> told)
    {
        if (told.IsEmpty) return null;
        List<ReportPart> parts = [new NotePart("The mean of what was told of each group, with its interval of 95 %, beside that of the reference. Each group is held against itself; groups of fewer than 50 rows are not named.")];
        foreach (ToldGroups last in told.GroupBy(static one => one.Column, StringComparer.Ordinal).Select(static column => column.Last()))
        {
            GroupMean[] groups = [.. last.Means.OrderByDescending(static mean => mean.Rows).Take(MostGroups)];
            string column = Visible.Of(last.Column), title = $"{column}, {TimePlots.Text(last.At)}";
            if (groups.Length > 0) parts.Add(Plot(title, column, groups, last.Means));
            if (last.Others > 0) parts.Add(new NotePart($"{ReportText.Rows(last.Others)} are of groups of too few rows, in this time or in the reference."));
        }
        return new ReportSection("groups", "Groups of people", parts);
    }

    private static PlotPart Plot(string title, string column, GroupMean[] groups, ImmutableArray<GroupMean> all)
    {
        double[] places = [.. groups.Select(static (_, place) => (double)place)];
        GroupMean widest = groups.MaxBy(static mean => double.IsFinite(mean.Mean) ? Math.Abs(mean.Mean - mean.Reference) : -1);
        return new PlotPart(
            title,
            $"Furthest from the reference is {Visible.Of(widest.Group)}: {ReportText.Of(widest.Mean)}, which was {ReportText.Of(widest.Reference)}.",
            PlotAxis.Over("mean", groups.SelectMany(static mean => new[] { mean.Mean, mean.Low, mean.High, mean.Reference })),
            PlotAxis.Of(column, [.. groups.Select(static mean => Visible.Of(mean.Group))]),
            [
                new PointMark("now", [.. groups.Select(static mean => mean.Mean)], places) { Low = [.. groups.Select(static mean => mean.Low)], High = [.. groups.Select(static mean => mean.High)], IsLying = true },
                new PointMark("reference", [.. groups.Select(static mean => mean.Reference)], places),
            ],
            new TablePart(title, [column, "rows", "mean", "in the reference"], [.. all.Select(static mean => new ReportCell[] { Visible.Of(mean.Group), mean.Rows, new Metric(mean.Mean, mean.Low, mean.High), mean.Reference })]));
    }
}
