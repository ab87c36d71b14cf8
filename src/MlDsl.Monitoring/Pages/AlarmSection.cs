using System.Collections.Immutable;
using MlDsl.Reports;

namespace MlDsl.Monitoring.Pages;

/// <summary>The alarms: when, of what, how large.</summary>
internal static class AlarmSection
{
    private const double FromMiddle = 0.2;
    private const int MostNames = 30;

    public static ReportSection Of(ImmutableArray<DriftAlarm> alarms)
    {
        if (alarms.IsEmpty) return new ReportSection("alarms", "Alarms", [new NotePart("There was none.")]);
        List<ReportPart> parts =
        [
            new NotePart("A window's alarm says that one window is unlike the reference; a trend's that all together are, and is told once for each column. How often one of each is false, the service declares for all columns together. Of columns marked [Sensitive] it is told in standard deviations, of fewer than 50 rows without a size."),
            Plot(alarms),
            new TablePart("Alarms", ["since", "until", "kind", "column", "what", "by", "evidence", "alarm from", "scores"], [.. alarms.Select(Row)]),
        ];
        return new ReportSection("alarms", "Alarms", parts);
    }

    private static PlotPart Plot(ImmutableArray<DriftAlarm> alarms)
    {
        (string Name, int Count)[] all = [.. alarms.GroupBy(static alarm => alarm.Column, StringComparer.Ordinal).Select(static group => (group.Key, group.Count())).OrderByDescending(static one => one.Item2).ThenBy(static one => one.Key, StringComparer.Ordinal)];
        string[] names = [.. all.Take(MostNames).Select(static one => one.Name)];
        DriftAlarm[] shown = [.. alarms.Where(alarm => names.Contains(alarm.Column, StringComparer.Ordinal))];
        string others = all.Length > names.Length ? $"; {ReportText.Count(all.Length - names.Length)} columns with fewer stand in the table alone" : "";
        return new PlotPart(
            "When each column was alarmed",
            $"Most often {Visible.Of(all[0].Name)}: {ReportText.Count(all[0].Count)} of {ReportText.Count(alarms.Length)} alarms{others}.",
            TimePlots.Axis([.. shown.Select(static alarm => TimePlots.At(alarm.Until))]),
            PlotAxis.Of("column", [.. names.Select(static name => Visible.Of(name))]),
            [.. new[] { AlarmKind.Window, AlarmKind.Trend }.Where(kind => shown.Any(alarm => alarm.Kind == kind)).Select(kind => Mark(kind, [.. shown.Where(alarm => alarm.Kind == kind)], names))],
            new TablePart("Alarms of each column", ["column", "alarms"], [.. all.Select(static one => new ReportCell[] { Visible.Of(one.Name), (long)one.Count })]));
    }

    // Both kinds may be of one column at one time: they lie beside each other in its row.
    private static PointMark Mark(AlarmKind kind, DriftAlarm[] alarms, string[] names) =>
        new(kind == AlarmKind.Window ? "window" : "trend", [.. alarms.Select(static alarm => TimePlots.At(alarm.Until))], [.. alarms.Select(alarm => Array.IndexOf(names, alarm.Column) + (kind == AlarmKind.Window ? -FromMiddle : FromMiddle))]);

    private static ReportCell[] Row(DriftAlarm alarm) =>
    [
        TimePlots.Text(alarm.Since), TimePlots.Text(alarm.Until), alarm.Kind == AlarmKind.Window ? "window" : "trend", Visible.Of(alarm.Column), What(alarm), By(alarm), alarm.Evidence, alarm.Threshold,
        string.Join("; ", alarm.Scores.Select(static score => $"{Visible.Of(score.Score)} {ReportText.Of(score.Reference)} → {ReportText.Of(score.Now)}")),
    ];

    private static string What(DriftAlarm alarm) => alarm.What switch
    {
        ShiftKind.Location => "where values lie",
        ShiftKind.Spread => "how far values lie apart",
        ShiftKind.Share => alarm.IsSizeTold ? $"share of {Visible.Of(alarm.Category ?? "")}" : "share of a category",
        ShiftKind.Missing => "missing values",
        _ => "unknown values",
    };

    private static string By(DriftAlarm alarm)
    {
        if (!alarm.IsSizeTold) return "of few rows";
        if (alarm.What is not (ShiftKind.Location or ShiftKind.Spread)) return $"{Sign(alarm.Shift)}{ReportText.Percent(alarm.Shift)} of the rows";
        if (alarm.IsUnitTold) return $"{Sign(alarm.Shift)}{ReportText.Of(alarm.Shift)}{(alarm.Unit is { Length: > 0 } unit ? " " + Visible.Of(unit) : "")}";
        return alarm.What == ShiftKind.Location ? $"{Sign(alarm.StandardShift)}{ReportText.Of(alarm.StandardShift)} standard deviations" : "";
    }

    private static string Sign(double shift) => shift > 0 ? "+" : "";
}
