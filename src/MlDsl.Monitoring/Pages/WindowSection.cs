using System.Collections.Immutable;
using MlDsl.Reports;

namespace MlDsl.Monitoring.Pages;

/// <summary>The windows: how many rows, and what speaks for drift.</summary>
internal static class WindowSection
{
    public static ReportSection Of(ImmutableArray<ClosedWindow> windows, ImmutableArray<WindowVerdict> verdicts)
    {
        if (windows.IsEmpty) return new ReportSection("windows", "Windows", [new NotePart("None was closed yet.")]);
        List<ReportPart> parts = [TimePlots.Of("Rows of each window", "rows", [.. windows.Select(static closed => closed.Window.To)], "rows", [.. windows.Select(static closed => (double)closed.Window.Rows)], "", [])];
        if (verdicts.IsEmpty)
        {
            parts.Add(new NotePart("None was looked at for drift: alarms are off, or windows have too few rows or are too short, and wait for the next."));
            return new ReportSection("windows", "Windows", parts);
        }
        parts.Add(TimePlots.Of(
            "Evidence of drift", "evidence, nats", [.. verdicts.Select(static verdict => verdict.To)], "largest evidence of all columns", [.. verdicts.Select(static verdict => verdict.Evidence)],
            "alarm from", [.. verdicts.Select(static verdict => verdict.Threshold)]));
        return new ReportSection("windows", "Windows", parts);
    }
}
