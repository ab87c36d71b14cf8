using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>How decided assignments to clusters are, and how large the clusters; every mean is weighted by the rows' weights. How far apart clusters are a silhouette says.</summary>
public sealed record ClusterMetrics : IMetrics<ClusterMetrics>
{
    /// <inheritdoc/>
    [JsonIgnore(Condition = Never)]
    public required int Rows { get; init; }

    /// <inheritdoc/>
    [JsonIgnore(Condition = Never)]
    public required double Level { get; init; }

    /// <summary>The mean share of the cluster that a row is assigned to, from one over their number to 1.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric Share { get; init; }

    /// <summary>The share of rows of each cluster, by its number.</summary>
    public required IReadOnlyList<Metric> Sizes { get; init => field = ValueList.Of(value); }

    /// <summary>There is none: nothing is guessed without clusters.</summary>
    public ClusterMetrics? Baseline => null;

    /// <inheritdoc/>
    public IReadOnlyList<Slice<ClusterMetrics>> Slices { get; init => field = ValueList.Of(value); } = ValueList<Slice<ClusterMetrics>>.Empty;

    /// <inheritdoc/>
    [JsonIgnore]
    public IReadOnlyList<NamedMetric> Named => [new("share", Share), .. Sizes.Select(static (size, i) => new NamedMetric(FormattableString.Invariant($"cluster {i}"), size))];

    /// <summary>A table of metric, value and interval, then the slices; in every culture alike.</summary>
    public override string ToString() => MetricsText.Write(this, "Clustering", ["share"]);
}
