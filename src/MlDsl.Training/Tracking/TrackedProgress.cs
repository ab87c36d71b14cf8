namespace MlDsl.Training;

/// <summary>
/// Records the iterations of a training, and tells whoever else hears of them. One fit may train more than once, to find the number of its rounds or the ends
/// of intervals: each training after the first, which begins its iterations anew, has a name of its own, <c>training.2</c> and so on.
/// </summary>
internal sealed class TrackedProgress(TrackedRun run, IProgress<TrainingProgress>? next) : IProgress<TrainingProgress>
{
    private readonly object gate = new();
    private int trainings = 1, last = int.MinValue;

    public void Report(TrainingProgress value)
    {
        string prefix;
        lock (gate)
        {
            if (value.Iteration <= last) trainings++;
            last = value.Iteration;
            prefix = trainings == 1 ? "training" : FormattableString.Invariant($"training.{trainings}");
        }
        NamedMetric[] told = [.. Told(value)];
        if (told.Length > 0) run.Metrics(prefix, value.Iteration, told, isDurable: false);
        next?.Report(value);
    }

    private static IEnumerable<NamedMetric> Told(TrainingProgress value)
    {
        if (double.IsFinite(value.Objective)) yield return new("objective", Metric.Point(value.Objective));
        if (double.IsFinite(value.GradientNorm)) yield return new("gradient", Metric.Point(value.GradientNorm));
    }
}
