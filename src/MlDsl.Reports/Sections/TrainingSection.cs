using MlDsl.Training;

namespace MlDsl.Reports;

/// <summary>How the training went, and what more rows would bring.</summary>
internal static class TrainingSection
{
    private const string Prefix = "training", Suffix = "/objective";

    /// <summary>The section; null where neither a run nor a learning curve was asked for.</summary>
    public static ReportSection? Of(ReportSubject subject)
    {
        List<ReportPart> parts = [];
        if (subject.Options.Run is { } run) parts.AddRange(Of(run));
        if (subject.Ask.Learned() is { Count: > 0 } learned) parts.AddRange(Of(learned));
        return parts.Count == 0 ? null : new ReportSection("training", "Training", parts);
    }

    private static IEnumerable<ReportPart> Of(RunRecord run)
    {
        // One fit may train more than once, to find the number of rounds or the ends of intervals: each training is a curve of its own.
        var curves = run.Events.OfType<RunMetrics>()
            .SelectMany(static step => step.Metrics.Select(metric => (step.Step, metric.Name, metric.Metric.Value)))
            .Where(static point => point.Name.StartsWith(Prefix, StringComparison.Ordinal) && point.Name.EndsWith(Suffix, StringComparison.Ordinal) && double.IsFinite(point.Value))
            .GroupBy(static point => point.Name[..^Suffix.Length])
            .Select(static curve => (Name: curve.Key, Steps: curve.Select(static p => (double)p.Step).ToArray(), Values: curve.Select(static p => p.Value).ToArray()))
            .ToArray();
        yield return new FactsPart([("run", run.Id), ("began", FormattableString.Invariant($"{run.Started:yyyy-MM-dd HH:mm}Z")), ("ended", run.State.ToString()), .. run.Versions.Where(static v => v.Key is "commit" or "program").Select(static v => (v.Key, (ReportCell)v.Value))]);
        if (curves.Length == 0)
        {
            yield return new NotePart("The run has no iterations with an objective: the trainer has a closed form, or tells none.");
            yield break;
        }
        foreach (var (name, steps, values) in curves)
        {
            string title = name == Prefix ? "Objective by iteration" : $"Objective by iteration of training {name[(Prefix.Length + 1)..]}";
            yield return Plots.Curve(
                title, $"What the trainer minimises goes from {ReportText.Of(values[0])} to {ReportText.Of(values[^1])} in {ReportText.Count((long)steps[^1])} iterations. It is of training rows, with penalties: it tells of the training, not of new rows.",
                PlotAxis.Over("iteration", steps), PlotAxis.Over("objective", values), "objective", steps, values);
        }
    }

    private static IEnumerable<ReportPart> Of(IReadOnlyList<LearnedShare> learned)
    {
        string metric = learned[0].Name;
        double[] rows = [.. learned.Select(static l => (double)l.Rows)];
        Metric[] values = [.. learned.Select(static l => l.Metric)];
        yield return new PlotPart(
            $"{metric} by number of training rows",
            $"Models of the same options, fitted to a part of the training rows and measured on the validation rows: {values[0]} with {ReportText.Rows(learned[0].Rows)}, {values[^1]} with {ReportText.Rows(learned[^1].Rows)}. Where the curve has not flattened, more rows would help.",
            PlotAxis.Over("training rows", rows, fromZero: true),
            PlotAxis.Over(metric, values.SelectMany(static v => new[] { v.Value, v.Low, v.High })),
            [
                new PointMark("validation, with intervals", rows, [.. values.Select(static v => v.Value)]) { Low = [.. values.Select(static v => v.Low)], High = [.. values.Select(static v => v.High)] },
                new LineMark("in between", rows, [.. values.Select(static v => v.Value)]) { IsDashed = true },
            ],
            new TablePart($"{metric} by number of training rows", ["training rows", metric], [.. learned.Select(static l => new ReportCell[] { l.Rows, l.Metric })]));
    }
}
