namespace MlDsl.Training;

public sealed partial class DynamicModel
{
    /// <summary>Holds what the file says of the last evaluation on a side against requirements.</summary>
    /// <param name="requirements">The requirements; a file has no slices and no latency.</param>
    /// <param name="side">The side of the split: validation or test.</param>
    /// <exception cref="ArgumentException">There are no requirements, one is of slices or of the latency, or the model was not evaluated on that side.</exception>
    public GateReport Check(IReadOnlyList<Requirement> requirements, string side = "test")
    {
        ArgumentNullException.ThrowIfNull(requirements);
        if (requirements.Count == 0) throw new ArgumentException("There is nothing to hold the model against; give a requirement", nameof(requirements));
        if (requirements.FirstOrDefault(static r => r.Slice is not null || r.Metric == Metric.Latency) is { } other)
            throw new ArgumentException($"'{other}' is not told by a file; check it where the model is evaluated, by Check of the typed model", nameof(requirements));
        EvaluationRecord record = Evaluations.LastOrDefault(e => e.Side == side)
            ?? throw new ArgumentException($"'{Card.Name}' was not evaluated on {side} rows before it was saved; its file has {string.Join(", ", Evaluations.Select(static e => e.Side).Distinct().DefaultIfEmpty("no evaluation"))}", nameof(side));
        return GateCheck.Of(requirements, record.Metrics);
    }
}
