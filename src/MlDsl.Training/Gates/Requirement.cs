using System.Globalization;

namespace MlDsl.Training;

/// <summary>What a model must reach: what <see cref="RequireAttribute"/> says, or a text such as <c>PR-AUC >= 0.35</c>.</summary>
public sealed record Requirement
{
    /// <summary>A requirement.</summary>
    /// <param name="metric">The metric's name.</param>
    /// <param name="atLeast">What the lower end of the interval must reach; NaN for no such bound.</param>
    /// <param name="atMost">What the upper end of the interval must not exceed; NaN for no such bound.</param>
    /// <param name="slice">A <c>[Sensitive]</c> column, for each of whose values it is; null for all rows together.</param>
    /// <exception cref="ArgumentException">There is no metric, no bound, or one that nothing reaches.</exception>
    public Requirement(string metric, double atLeast = double.NaN, double atMost = double.NaN, string? slice = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(metric);
        if (double.IsNaN(atLeast) && double.IsNaN(atMost)) throw new ArgumentException($"'{metric}' is required without a bound; say AtLeast or AtMost, of the latency P99Microseconds", nameof(atLeast));
        if (atLeast > atMost) throw new ArgumentException(FormattableString.Invariant($"'{metric}' cannot be at least {atLeast} and at most {atMost}; exchange the bounds"), nameof(atLeast));
        if (double.IsInfinity(atLeast) || double.IsInfinity(atMost)) throw new ArgumentException($"The bound of '{metric}' must be finite", nameof(atLeast));
        if (slice is { Length: 0 }) throw new ArgumentException($"The slice of '{metric}' has no name; name a [Sensitive] column, or leave it out", nameof(slice));
        if (metric == MlDsl.Metric.Latency && slice is not null) throw new ArgumentException("The latency is required of all rows together; leave the slice out", nameof(slice));
        (Metric, AtLeast, AtMost, Slice) = (metric, atLeast, atMost, slice);
    }

    /// <summary>The metric's name.</summary>
    public string Metric { get; }

    /// <summary>What the lower end of the interval must reach; NaN for no such bound.</summary>
    public double AtLeast { get; }

    /// <summary>What the upper end of the interval must not exceed; NaN for no such bound.</summary>
    public double AtMost { get; }

    /// <summary>The column for each of whose values it is; null for all rows together.</summary>
    public string? Slice { get; }

    /// <summary>Reads a text: a metric's name, <c>&gt;=</c> or <c>&lt;=</c>, a number.</summary>
    /// <exception cref="FormatException">It is no such text.</exception>
    public static Requirement Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (string sign in (string[])[">=", "<="])
        {
            int at = text.IndexOf(sign, StringComparison.Ordinal);
            if (at <= 0) continue;
            string metric = text[..at].Trim();
            // Nobody types the sign of R².
            if (metric is "R2" or "R^2") metric = MlDsl.Metric.RSquared;
            if (metric.Length == 0 || !double.TryParse(text[(at + 2)..], NumberStyles.Float, CultureInfo.InvariantCulture, out double bound) || !double.IsFinite(bound)) break;
            return sign == ">=" ? new Requirement(metric, atLeast: bound) : new Requirement(metric, atMost: bound);
        }
        throw new FormatException($"'{text}' is no requirement; it is a metric's name, >= or <=, and a number, as in 'RMSE <= 3.5'");
    }

    /// <exception cref="ArgumentException">The attribute has no bound, or one that does not go with its metric.</exception>
    internal static Requirement Of(RequireAttribute attribute)
    {
        bool isLatency = attribute.Metric == MlDsl.Metric.Latency;
        if (isLatency != !double.IsNaN(attribute.P99Microseconds))
            throw new ArgumentException(isLatency ? "The latency is required by P99Microseconds" : $"P99Microseconds is a bound of the latency, and not of '{attribute.Metric}'; say AtLeast or AtMost", nameof(attribute));
        if (isLatency && !(double.IsNaN(attribute.AtLeast) && double.IsNaN(attribute.AtMost))) throw new ArgumentException("The latency is required by P99Microseconds alone; leave AtLeast and AtMost out", nameof(attribute));
        return new Requirement(attribute.Metric, attribute.AtLeast, isLatency ? attribute.P99Microseconds : attribute.AtMost, attribute.Slice);
    }

    /// <summary>Such as <c>PR-AUC >= 0.35 for each Borough</c>; in every culture alike.</summary>
    public override string ToString()
    {
        string least = double.IsNaN(AtLeast) ? "" : string.Create(CultureInfo.InvariantCulture, $" >= {AtLeast}"), most = double.IsNaN(AtMost) ? "" : string.Create(CultureInfo.InvariantCulture, $" <= {AtMost}");
        return $"{Metric}{least}{(least.Length > 0 && most.Length > 0 ? "," : "")}{most}{(Slice is null ? "" : $" for each {Slice}")}";
    }
}
