namespace MlDsl.Training;

/// <summary>Holds metrics against requirements.</summary>
internal static class GateCheck
{
    private const string AllRows = "all rows";

    /// <summary>A report of metrics with slices.</summary>
    /// <param name="requirements">The requirements.</param>
    /// <param name="metrics">What was measured.</param>
    /// <param name="latency">The latency; undefined where nobody measured it.</param>
    /// <exception cref="ArgumentException">A requirement names a slice that the metrics have not got.</exception>
    public static GateReport Of<TMetrics>(IEnumerable<Requirement> requirements, TMetrics metrics, Metric latency) where TMetrics : class, IMetrics<TMetrics> =>
        new([.. requirements.SelectMany(r => r.Slice is null ? [Of(r, AllRows, metrics.Named, latency)] : Sliced(r, metrics))]);

    /// <summary>A report of metrics without slices.</summary>
    public static GateReport Of(IEnumerable<Requirement> requirements, IReadOnlyList<NamedMetric> metrics) =>
        new([.. requirements.Select(r => Of(r, AllRows, metrics, MlDsl.Metric.Undefined))]);

    private static IEnumerable<GateFinding> Sliced<TMetrics>(Requirement requirement, TMetrics metrics) where TMetrics : class, IMetrics<TMetrics>
    {
        Slice<TMetrics>[] slices = [.. metrics.Slices.Where(s => s.Column == requirement.Slice)];
        if (slices.Length == 0)
            throw new ArgumentException($"'{requirement}' names no [Sensitive] column of the metrics; their slices are of {string.Join(", ", metrics.Slices.Select(static s => s.Column).Distinct().DefaultIfEmpty("none"))}", nameof(requirement));
        // A single value with few rows keeps nothing; where all have few, nothing of the requirement was measured.
        GateFinding[] open = slices.All(static s => s.Metrics is null) ? [new GateFinding(requirement, $"every {requirement.Slice}", MlDsl.Metric.Undefined, GateVerdict.NotMeasured)] : [];
        return open.Concat(slices.Select(s => s.Metrics is { } own
            ? Of(requirement, $"{s.Column} = {s.Value}", own.Named, MlDsl.Metric.Undefined)
            : new GateFinding(requirement, $"{s.Column} = {s.Value}", MlDsl.Metric.Undefined, GateVerdict.TooFewRows)));
    }

    private static GateFinding Of(Requirement requirement, string where, IReadOnlyList<NamedMetric> metrics, Metric latency)
    {
        Metric metric = requirement.Metric == MlDsl.Metric.Latency ? latency : metrics.Where(m => m.Name == requirement.Metric).Select(static m => m.Metric).FirstOrDefault(MlDsl.Metric.Undefined);
        return new GateFinding(requirement, where, metric, VerdictOf(requirement, metric));
    }

    private static GateVerdict VerdictOf(Requirement requirement, Metric metric)
    {
        if (!metric.IsDefined) return GateVerdict.NotMeasured;
        if (!metric.HasInterval) return GateVerdict.NotShown;
        // A comparison with NaN, where there is no such bound, is false.
        if (metric.High < requirement.AtLeast || metric.Low > requirement.AtMost) return GateVerdict.NotHeld;
        return metric.Low < requirement.AtLeast || metric.High > requirement.AtMost ? GateVerdict.NotShown : GateVerdict.Held;
    }
}
