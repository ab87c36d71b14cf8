using MlDsl.Forecasting;
using MlDsl.Reports;

namespace MlDsl.Tasks.Pages;

/// <summary>Errors and coverage by how far ahead a step is.</summary>
internal static class HorizonSection
{
    public static ReportSection Of(ForecastSubject subject)
    {
        Step[] steps = [.. Enumerable.Range(0, subject.Horizon).Select(step => Measure(subject, step)).OfType<Step>().Where(step => step.Values >= subject.Options.MinCellRows)];
        if (steps.Length == 0)
            return new ReportSection("horizon", "By steps ahead", [new NotePart($"No step ahead has {subject.Options.MinCellRows} values: there is nothing to tell.")]);
        List<ReportPart> parts = [new NotePart("Step 1 is the one behind the history. Every series counts the same in errors, every value in coverage; intervals are over series.")];
        if (steps.Any(static s => s.Mase.IsDefined)) parts.AddRange([Errors(steps), Bias(steps)]);
        parts.Add(Coverage(subject, steps));
        return new ReportSection("horizon", "By steps ahead", parts);
    }

    private static PlotPart Errors(Step[] steps)
    {
        double[] at = [.. steps.Select(static s => (double)s.Ahead)], mase = [.. steps.Select(static s => s.Mase.Value)], naive = [.. steps.Select(static s => s.Naive)];
        double[] low = [.. steps.Select(static s => s.Mase.Low)], high = [.. steps.Select(static s => s.Mase.High)];
        return new PlotPart(
            "Error by steps ahead",
            $"The absolute error, in units of a series' own seasonal differences, is {steps[0].Mase} at step {steps[0].Ahead} and {steps[^1].Mase} at step {steps[^1].Ahead}; that of the season before is {ReportText.Of(naive[0])} and {ReportText.Of(naive[^1])}.",
            PlotAxis.Over("steps ahead", at), PlotAxis.Over("mean absolute scaled error", [.. mase, .. naive, .. low, .. high], fromZero: true),
            [.. Band(at, low, high), new LineMark("model", at, mase), new LineMark("the season before", at, naive) { IsDashed = true }],
            new TablePart("Error by steps ahead", ["steps ahead", "model", "the season before", "values"], [.. steps.Select(static s => new ReportCell[] { (long)s.Ahead, s.Mase, s.Naive, (long)s.Values })]));
    }

    private static PlotPart Bias(Step[] steps)
    {
        double[] at = [.. steps.Select(static s => (double)s.Ahead)], bias = [.. steps.Select(static s => s.Bias.Value)], low = [.. steps.Select(static s => s.Bias.Low)], high = [.. steps.Select(static s => s.Bias.High)];
        Step far = steps.MaxBy(static s => Math.Abs(s.Bias.Value))!;
        return new PlotPart(
            "Bias by steps ahead", $"What happened less what was forecast, in the same units: above 0 forecasts are too low. Furthest from 0 is {far.Bias}, at step {far.Ahead}.",
            PlotAxis.Over("steps ahead", at), PlotAxis.Over("mean scaled error", [.. bias, .. low, .. high, 0]),
            [.. Band(at, low, high), new LineMark("model", at, bias), new LineMark("no bias", [at[0], at[^1]], [0, 0]) { IsDashed = true }],
            new TablePart("Bias by steps ahead", ["steps ahead", "bias", "values"], [.. steps.Select(static s => new ReportCell[] { (long)s.Ahead, s.Bias, (long)s.Values })]));
    }

    private static PlotPart Coverage(ForecastSubject subject, Step[] steps)
    {
        double level = subject.Study.Levels.Interval;
        double[] at = [.. steps.Select(static s => (double)s.Ahead)], covered = [.. steps.Select(static s => s.Covered.Value)];
        double[] low = [.. steps.Select(static s => Math.Max(s.Covered.Low, 0))], high = [.. steps.Select(static s => Math.Min(s.Covered.High, 1))];
        Step far = steps.MaxBy(s => Math.Abs(s.Covered.Value - level))!;
        return new PlotPart(
            "Coverage by steps ahead", $"Intervals are made to hold {ReportText.Percent(level)} of the values; furthest from it is step {far.Ahead}, where they hold {ReportText.Percent(far.Covered.Value)}.",
            PlotAxis.Over("steps ahead", at), PlotAxis.Over("share of values in their intervals", [.. covered, .. low, .. high, level, 1]),
            [new PointMark("model, with intervals", at, covered) { Low = low, High = high }, new LineMark("what they are made to hold", [at[0], at[^1]], [level, level]) { IsDashed = true }],
            new TablePart("Coverage by steps ahead", ["steps ahead", "coverage", "values"], [.. steps.Select(static s => new ReportCell[] { (long)s.Ahead, s.Covered, (long)s.Values })]));
    }

    // Of few series there is none.
    private static IEnumerable<PlotMark> Band(double[] at, double[] low, double[] high) => low.Any(double.IsFinite) ? [new BandMark("interval", at, low, high)] : [];

    private static Step? Measure(ForecastSubject subject, int step)
    {
        OriginForecast[] told = [.. subject.Study.Origins.Where(origin => step < origin.Points.Length && origin.IsKnown(step))];
        if (told.Length == 0) return null;
        OriginForecast[] scaled = [.. told.Where(static origin => origin.Scale > 0)];
        var origins = scaled.GroupBy(static origin => origin.Series).ToDictionary(static s => s.Key, static s => s.Count());
        double[] weights = [.. scaled.Select(origin => 1.0 / origins[origin.Series])];
        ulong[] keys = [.. scaled.Select(static origin => (ulong)origin.Series)];
        return new Step(
            step + 1, told.Length,
            Mean(origin => Math.Abs(origin.Actual[step] - origin.Points[step]) / origin.Scale),
            Mean(origin => Math.Abs(origin.Actual[step] - origin.Naive[step]) / origin.Scale).Value,
            Mean(origin => (origin.Actual[step] - origin.Points[step]) / origin.Scale),
            WeightedMean.Of([.. told.Select(origin => origin.IsCovered(step) ? 1.0 : 0)], [.. told.Select(static _ => 1.0)], [.. told.Select(static origin => (ulong)origin.Series)], subject.Level));

        Metric Mean(Func<OriginForecast, double> of) => WeightedMean.Of([.. scaled.Select(of)], weights, keys, subject.Level);
    }

    private sealed record Step(int Ahead, int Values, Metric Mase, double Naive, Metric Bias, Metric Covered);
}
