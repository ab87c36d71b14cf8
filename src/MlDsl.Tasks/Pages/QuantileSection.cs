using MlDsl.Forecasting;
using MlDsl.Reports;

namespace MlDsl.Tasks.Pages;

/// <summary>How often values stay below the quantiles that were told.</summary>
internal static class QuantileSection
{
    public static ReportSection Of(ForecastSubject subject)
    {
        ForecastStudy study = subject.Study;
        (int Series, int Below)[] values = [.. study.Origins.SelectMany(static origin => Enumerable.Range(0, origin.Points.Length).Where(origin.IsKnown).Select(step => (origin.Series, (int)origin.Below[step])))];
        if (values.Length < subject.Options.MinCellRows)
            return new ReportSection("quantiles", "Calibration of quantiles", [new NotePart($"Fewer than {subject.Options.MinCellRows} values were forecast: there is nothing to tell.")]);
        double[] weights = [.. values.Select(static _ => 1.0)];
        ulong[] keys = [.. values.Select(static value => (ulong)value.Series)];
        double[] levels = [.. Enumerable.Range(0, study.Levels.Count).Select(place => study.Levels[place])];
        Metric[] held = [.. levels.Select((_, place) => WeightedMean.Of([.. values.Select(value => value.Below <= place ? 1.0 : 0)], weights, keys, subject.Level))];
        int far = Enumerable.Range(0, levels.Length).MaxBy(place => Math.Abs(held[place].Value - levels[place]));
        return new ReportSection(
            "quantiles", "Calibration of quantiles",
            [
                new PlotPart(
                    "Values below each quantile", $"Of {ReportText.Count(values.Length)} values. Furthest apart are the quantile of {ReportText.Percent(levels[far])} and the {ReportText.Percent(held[far].Value)} of the values that do not exceed it.",
                    new PlotAxis("said: level of the quantile", 0, 1), new PlotAxis("happened: share of values up to it", 0, 1),
                    [
                        new PointMark("model, with intervals over series", levels, [.. held.Select(static h => h.Value)]) { Low = [.. held.Select(static h => Math.Max(h.Low, 0))], High = [.. held.Select(static h => Math.Min(h.High, 1))] },
                        new LineMark("what is said happens", [0, 1], [0, 1]) { IsDashed = true },
                    ],
                    new TablePart("Values below each quantile", ["level", "share of values up to it"], [.. levels.Select((level, place) => new ReportCell[] { level, held[place] })])),
            ]);
    }
}
