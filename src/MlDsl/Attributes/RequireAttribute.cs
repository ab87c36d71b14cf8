namespace MlDsl;

/// <summary>
/// What a model must reach before it is used, by the interval of a metric and not by its value: the whole interval must be within the bound.
/// <c>model.Check(assessment)</c> holds the model against it.
/// </summary>
/// <param name="metric">The metric's name, such as <see cref="MlDsl.Metric.PrAuc"/>.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class RequireAttribute(string metric) : Attribute
{
    /// <summary>The metric's name.</summary>
    public string Metric { get; } = metric;

    /// <summary>What the lower end of the interval must reach; NaN for no such bound.</summary>
    public double AtLeast { get; init; } = double.NaN;

    /// <summary>What the upper end of the interval must not exceed; NaN for no such bound.</summary>
    public double AtMost { get; init; } = double.NaN;

    /// <summary>A <c>[Sensitive]</c> column: the requirement is for each of its values that has rows enough. Null for all rows together.</summary>
    public string? Slice { get; init; }

    /// <summary>Of <see cref="MlDsl.Metric.Latency"/>, the microseconds that 99 of 100 predictions must not exceed; NaN for other metrics.</summary>
    public double P99Microseconds { get; init; } = double.NaN;
}
