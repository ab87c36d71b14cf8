using System.Globalization;
using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>
/// How well the rows of each query are ranked: means over the queries, each weighted by the mean weight of its rows, with intervals over queries.
/// </summary>
/// <remarks>
/// Rows of equal score have no order: a metric is its mean over all orders of them, so that it depends on nothing but grades and scores. McSherry and
/// Najork (2008), "Computing Information Retrieval Performance Measures Efficiently in the Presence of Tied Scores".
/// </remarks>
public sealed record RankingMetrics : IMetrics<RankingMetrics>
{
    /// <inheritdoc/>
    [JsonIgnore(Condition = Never)]
    public required int Rows { get; init; }

    /// <summary>The number of queries, those without a relevant row included.</summary>
    [JsonIgnore(Condition = Never)]
    public required int Queries { get; init; }

    /// <summary>The number of queries without a relevant row, whose every grade is 0.</summary>
    [JsonIgnore(Condition = Never)]
    public required int EmptyQueries { get; init; }

    /// <summary>What <see cref="EmptyQueries"/> count.</summary>
    [JsonIgnore(Condition = Never)]
    public required EmptyQueryPolicy EmptyQueryPolicy { get; init; }

    /// <inheritdoc/>
    [JsonIgnore(Condition = Never)]
    public required double Level { get; init; }

    /// <summary>
    /// The NDCG of the first rows: the gain 2^grade − 1 of each, discounted by the logarithm to base 2 of its rank plus 1, over what the best order
    /// has. Järvelin and Kekäläinen (2002), with the gain of Burges et al. (2005).
    /// </summary>
    public required IReadOnlyList<CutoffMetric> Cutoffs { get; init => field = ValueList.Of(value); }

    /// <summary>The NDCG of all rows of a query, from 0 to 1; undefined where no query counts.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric Ndcg { get; init; }

    /// <summary>
    /// Mean average precision: of each relevant row (of a grade above 0) the share of relevant ones among the rows down to it; undefined where no
    /// query counts.
    /// </summary>
    [JsonIgnore(Condition = Never)]
    public required Metric Map { get; init; }

    /// <summary>Mean reciprocal rank of the first relevant row; undefined where no query counts.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric Mrr { get; init; }

    /// <summary>The same metrics, without intervals, of rows in random order: their means over all orders.</summary>
    public RankingMetrics? Baseline { get; init; }

    /// <summary>The same metrics for each value of each <c>[Sensitive]</c> column: its rows alone, ranked among each other within their query.</summary>
    public IReadOnlyList<Slice<RankingMetrics>> Slices { get; init => field = ValueList.Of(value); } = ValueList<Slice<RankingMetrics>>.Empty;

    /// <inheritdoc/>
    [JsonIgnore]
    public IReadOnlyList<NamedMetric> Named =>
        [.. Cutoffs.Select(static c => new NamedMetric(c.Name, c.Ndcg)), new("NDCG", Ndcg), new("MAP", Map), new("MRR", Mrr)];

    /// <summary>A table of metric, value, interval and baseline, the queries, then the slices; in every culture alike.</summary>
    public override string ToString() => MetricsText.Write(this, "Ranking", ["NDCG", "MAP", "MRR"], Notes());

    private string Notes()
    {
        string queries = string.Create(CultureInfo.InvariantCulture, $"{Queries:N0} {(Queries == 1 ? "query" : "queries")}");
        if (EmptyQueries == 0) return $"Means over {queries}";
        string counted = EmptyQueryPolicy switch
        {
            EmptyQueryPolicy.LeaveOut => "left out",
            EmptyQueryPolicy.AsOne => "counted 1",
            _ => "counted 0",
        };
        return string.Create(CultureInfo.InvariantCulture, $"Means over {queries}, of which {EmptyQueries:N0} without a relevant row {(EmptyQueries == 1 ? "is" : "are")} {counted}");
    }
}
