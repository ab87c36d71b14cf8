namespace MlDsl.Training;

/// <summary>Records the iterations of a training, and tells whoever else hears of them.</summary>
internal sealed class TrackedProgress(TrackedRun run, IProgress<TrainingProgress>? next) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        NamedMetric[] told = [.. Told(value)];
        if (told.Length > 0) run.Metrics("training", value.Iteration, told, isDurable: false);
        next?.Report(value);
    }

    private static IEnumerable<NamedMetric> Told(TrainingProgress value)
    {
        if (double.IsFinite(value.Objective)) yield return new("objective", Metric.Point(value.Objective));
        if (double.IsFinite(value.GradientNorm)) yield return new("gradient", Metric.Point(value.GradientNorm));
    }
}
