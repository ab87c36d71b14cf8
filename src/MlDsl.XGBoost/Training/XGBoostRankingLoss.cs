namespace MlDsl;

/// <summary>What <see cref="XGBoostAttribute"/> minimises for a ranking, by XGBoost's names.</summary>
public enum XGBoostRankingLoss
{
    /// <summary>Pairs of a query in the wrong order, each weighed by what its exchange would change in the query's NDCG (<c>rank:ndcg</c>).</summary>
    Ndcg,

    /// <summary>Pairs of a query in the wrong order, all alike (<c>rank:pairwise</c>).</summary>
    Pairwise,
}
