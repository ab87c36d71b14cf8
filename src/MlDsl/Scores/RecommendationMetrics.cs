using System.Globalization;
using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>How good the first recommended items are.</summary>
/// <param name="Cutoff">How many items of a user are looked at, from the best down; at least 1.</param>
/// <param name="Ndcg">Their NDCG, from 0 to 1: each hit counts 1, discounted by the logarithm to base 2 of its rank plus 1, over what the best order has.</param>
/// <param name="Recall">The share of the user's held items that are among them, from 0 to 1.</param>
public readonly record struct RecommendationCutoff(
    [property: JsonRequired, JsonIgnore(Condition = Never)] int Cutoff,
    [property: JsonRequired, JsonIgnore(Condition = Never)] Metric Ndcg,
    [property: JsonRequired, JsonIgnore(Condition = Never)] Metric Recall);

/// <summary>
/// How well users are recommended what they took later: means over the users, each counting the same, with intervals over users. Ranks are over all items that the model knows; of equal scores the item comes
/// first whose id does. The error of ratings is of all rows.
/// </summary>
/// <remarks>
/// An item that the model does not know is a miss and counts. Unless seen items are recommended, what a user took in training and takes again is no item to find; a user without any item to find is left
/// out of the lists, and counted. With ratings, what is to be found are the items rated at least as well as the training rows are on average.
/// </remarks>
public sealed record RecommendationMetrics : IMetrics<RecommendationMetrics>
{
    /// <inheritdoc/>
    [JsonIgnore(Condition = Never)]
    public required int Rows { get; init; }

    /// <summary>The number of users measured.</summary>
    [JsonIgnore(Condition = Never)]
    public required int Users { get; init; }

    /// <summary>The number of these that the model does not know, who are recommended what is popular.</summary>
    [JsonIgnore(Condition = Never)]
    public required int ColdUsers { get; init; }

    /// <summary>The number of users without an item to find, who are left out of all but the error of ratings.</summary>
    [JsonIgnore(Condition = Never)]
    public required int EmptyUsers { get; init; }

    /// <summary>The number of pairs of user and item to find whose item the model does not know.</summary>
    [JsonIgnore(Condition = Never)]
    public required int ColdItems { get; init; }

    /// <inheritdoc/>
    [JsonIgnore(Condition = Never)]
    public required double Level { get; init; }

    /// <summary>NDCG and recall of the first items, for each of <c>EvaluationOptions.Cutoffs</c>.</summary>
    public required IReadOnlyList<RecommendationCutoff> Cutoffs { get; init => field = ValueList.Of(value); }

    /// <summary>Mean average precision of the items up to the largest cut-off: of each hit the share of hits down to it, over as many items as could be hit.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric Map { get; init; }

    /// <summary>The share of all items that are recommended to anybody, up to the largest cut-off, from 0 to 1.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric Coverage { get; init; }

    /// <summary>How rare the recommended items are, up to the largest cut-off: the mean of −log₂ of the share of the training users who took them, in bits; over the users who are recommended anything.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric Novelty { get; init; }

    /// <summary>The NDCG at the largest cut-off over that of recommending to everybody what is popular, on the same users; the interval is of the pairs. Undefined where what is popular finds nothing.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric Lift { get; init; }

    /// <summary>The root-mean-square error of the ratings of all rows, those of users without an item to find included; undefined where events were learned from.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric Rmse { get; init; }

    /// <summary>The same metrics of recommending to everybody what is popular, and of the mean rating; without intervals.</summary>
    public RecommendationMetrics? Baseline { get; init; }

    /// <summary>None: what is measured are users and no rows.</summary>
    [JsonIgnore]
    public IReadOnlyList<Slice<RecommendationMetrics>> Slices => ValueList<Slice<RecommendationMetrics>>.Empty;

    /// <inheritdoc/>
    [JsonIgnore]
    public IReadOnlyList<NamedMetric> Named =>
    [
        .. Cutoffs.Select(static c => new NamedMetric(FormattableString.Invariant($"NDCG@{c.Cutoff}"), c.Ndcg)),
        .. Cutoffs.Select(static c => new NamedMetric(FormattableString.Invariant($"recall@{c.Cutoff}"), c.Recall)),
        new(Metric.Map, Map), new("item coverage", Coverage), new("novelty", Novelty), new("lift", Lift),
        .. Rmse.IsDefined ? (NamedMetric[])[new(Metric.Rmse, Rmse)] : [],
    ];

    /// <summary>A table of metric, value, interval and baseline, and the users; in every culture alike.</summary>
    public override string ToString() => MetricsText.Write(this, "Recommendation", [Metric.Map], [.. Notes()]);

    private IEnumerable<string> Notes()
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"Means over {Count(Users, "user")}, of which {ColdUsers:N0} {(ColdUsers == 1 ? "is" : "are")} new and recommended what is popular");
        if (ColdItems > 0) yield return string.Create(CultureInfo.InvariantCulture, $"{Count(ColdItems, "item")} to find {(ColdItems == 1 ? "is" : "are")} new and cannot be found");
        if (EmptyUsers > 0) yield return string.Create(CultureInfo.InvariantCulture, $"{Count(EmptyUsers, "user")} without an item to find {(EmptyUsers == 1 ? "is" : "are")} left out{(Rmse.IsDefined ? " but of the RMSE" : "")}");
    }

    private static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");
}
