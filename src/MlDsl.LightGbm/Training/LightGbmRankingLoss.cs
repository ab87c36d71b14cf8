namespace MlDsl;

/// <summary>What <see cref="LightGbmAttribute"/> minimises where rows are ranked within queries, by LightGBM's names.</summary>
public enum LightGbmRankingLoss
{
    /// <summary>
    /// Pairs of rows of different grades, each weighted by what swapping them would change in NDCG (<c>lambdarank</c>): Burges (2010), "From
    /// RankNet to LambdaRank to LambdaMART".
    /// </summary>
    LambdaRank,

    /// <summary>
    /// The cross-entropy of grades and scores over a whole query (<c>rank_xendcg</c>): faster on long queries. Bruch (2021), "An Alternative Cross
    /// Entropy Loss for Learning-to-Rank".
    /// </summary>
    CrossEntropy,
}
