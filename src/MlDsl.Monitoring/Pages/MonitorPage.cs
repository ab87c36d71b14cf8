using System.Collections.Immutable;
using MlDsl.Observing;
using MlDsl.Reports;

namespace MlDsl.Monitoring.Pages;

/// <summary>Puts the page of a monitor together.</summary>
internal static class MonitorPage
{
    public static Report Of(MonitorLog log, long withoutReference, CollectedWindows? collected)
    {
        ImmutableArray<ClosedWindow> windows = log.Windows;
        ReportSection?[] sections =
        [
            Summary(log, windows, withoutReference, collected),
            AlarmSection.Of(log.Alarms),
            WindowSection.Of(windows, log.Verdicts),
            ColumnSection.Columns(windows),
            ColumnSection.Scores(windows),
            PerformanceSection.Of(log.Estimates, log.Performance),
            PeopleSection.Of(log.Groups),
        ];
        return new Report($"Monitoring of {Visible.Of(log.Gauges.Model)}", [.. sections.OfType<ReportSection>()]);
    }

    private static ReportSection Summary(MonitorLog log, ImmutableArray<ClosedWindow> windows, long withoutReference, CollectedWindows? collected)
    {
        List<(string, ReportCell)> facts = [("model", Visible.Of(log.Gauges.Model)), ("windows", (long)windows.Length), ("rows in them", windows.Sum(static closed => closed.Window.Rows)), ("alarms", (long)log.Alarms.Length)];
        if (windows.Length > 0)
        {
            facts.Add(("from", TimePlots.Text(windows.Min(static closed => closed.Window.From))));
            facts.Add(("until", TimePlots.Text(windows.Max(static closed => closed.Window.To))));
            facts.Add(("references", windows.Select(static closed => closed.Reference).Distinct(ReferenceEqualityComparer.Instance).LongCount()));
        }
        List<ReportPart> parts = [new NotePart("What the service was asked and said, window by window, held against what its model was fitted on. Shown are the last windows that the monitor keeps; times are UTC."), new FactsPart(facts)];
        if (collected is { IsWhole: false }) parts.Add(new NotePart($"Nothing is compared yet: {collected}.") { IsWarning = true });
        else if (collected is not null) parts.Add(new NotePart(FormattableString.Invariant($"The reference is of the first windows of the service ({collected.Rows} rows): what was unusual then counts as usual.")));
        if (log.Domains is [.., var domain]) parts.Add(new NotePart(domain.ToString()) { IsWarning = domain.IsAlarm });
        if (withoutReference > 0) parts.Add(new NotePart($"{ReportText.Rows(withoutReference)} were answered by a model without a reference: nothing is known of their drift.") { IsWarning = true });
        return new ReportSection("monitoring", "What was watched", parts);
    }
}
