namespace MlDsl.Training;

/// <summary>
/// Two stages: a recommender finds candidates among all items, and a second model, which may have features of users and items, puts them in order. Immutable; safe for any number of threads.
/// </summary>
/// <typeparam name="TRow">The first stage's row: who did what with which item.</typeparam>
/// <typeparam name="TUser">The type of the users' ids.</typeparam>
/// <typeparam name="TItem">The type of the items' ids.</typeparam>
/// <typeparam name="TInput">What the second stage is asked about.</typeparam>
public sealed class TwoStageRecommender<TRow, TUser, TItem, TInput>
    where TRow : IInteractionRow<TRow, TUser, TItem>
    where TUser : notnull, IEquatable<TUser>, IComparable<TUser>, ISpanParsable<TUser>
    where TItem : notnull, IEquatable<TItem>, IComparable<TItem>, ISpanParsable<TItem>
{
    private readonly RecommendationPredictor first;
    private readonly Entities<TUser> users;
    private readonly Entities<TItem> items;
    private readonly IScorer<TInput, Score> second;
    private readonly Func<TUser, Recommended<TItem>, TInput> input;
    private readonly int candidates;

    internal TwoStageRecommender(
        RecommendationPredictor first, Entities<TUser> users, Entities<TItem> items, IScorer<TInput, Score> second, Func<TUser, Recommended<TItem>, TInput> input, int candidates) =>
        (this.first, this.users, this.items, this.second, this.input, this.candidates) = (first, users, items, second, input, candidates);

    /// <summary>The best items for a user, the best first: the first stage's candidates by the second stage's scores, of equal ones the better candidate.</summary>
    /// <param name="user">The user.</param>
    /// <param name="count">How many items are wanted; there are no more than candidates.</param>
    /// <param name="exclude">Items to leave out beside those that the first stage leaves out.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public Recommended<TItem>[] Recommend(TUser user, int count, ReadOnlySpan<TItem> exclude = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        int[] excluded = new int[exclude.Length], places = new int[candidates];
        for (int i = 0; i < excluded.Length; i++) excluded[i] = items.IndexOf(exclude[i]);
        float[] scores = new float[candidates];
        var (found, popular) = first.Best(users.IndexOf(user), excluded, places, scores);
        var ranked = Rank(user, places.AsSpan(0, found), scores, popular);
        return [.. ranked.Take(count).Select(r => new Recommended<TItem>(items[r.Place], r.Score, r.IsPopular))];
    }

    /// <summary>How the two stages do on validation rows to which neither was fitted.</summary>
    /// <exception cref="EvaluationException">There are no rows, one cannot be evaluated, or a cut-off is above the number of items.</exception>
    public RecommendationMetrics Evaluate(ValidationSet<TRow> validation, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(validation);
        return Measure(validation.Batches(CancellationToken.None), "validation", options);
    }

    /// <summary>How the two stages do on the test rows: once, because a test set that choices were made by measures nothing.</summary>
    /// <exception cref="EvaluationException">There are no rows, one cannot be evaluated, or a cut-off is above the number of items.</exception>
    public Assessment<RecommendationMetrics> Assess(TestSet<TRow> test, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(test);
        RecommendationMetrics metrics = Measure(test.Batches(CancellationToken.None), "test", options);
        return new Assessment<RecommendationMetrics>(metrics, metrics.Rows, test.CountAssessment(), test.DuplicateRows);
    }

    private RecommendationMetrics Measure(IEnumerable<RowBatch<TRow>> batches, string side, EvaluationOptions? options)
    {
        var (held, ids) = HeldUsers.Read<TRow, TUser, TItem>(batches, first, users, items, side);
        return RecommendationEvaluator.Evaluate(first, held, options, (user, best, scores) =>
        {
            int[] places = new int[candidates];
            float[] own = new float[candidates];
            var (found, popular) = first.Best(held.Users[user].User, [], places, own);
            int count = 0;
            foreach (var ranked in Rank(ids[user], places.AsSpan(0, found), own, popular).Take(best.Length)) (best[count], scores[count++]) = (ranked.Place, ranked.Score);
            return count;
        });
    }

    // Sorting keeps the order of equal scores.
    private IEnumerable<(int Place, float Score, bool IsPopular)> Rank(TUser user, ReadOnlySpan<int> places, float[] scores, int popular)
    {
        var inputs = new TInput[places.Length];
        var results = new Score[places.Length];
        var ranked = new (int Place, float Score, bool IsPopular)[places.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            ranked[i] = (places[i], 0, i >= places.Length - popular);
            inputs[i] = input(user, new Recommended<TItem>(items[places[i]], scores[i], ranked[i].IsPopular));
        }
        second.Run(inputs, results);
        for (int i = 0; i < ranked.Length; i++) ranked[i].Score = results[i].Value;
        return ranked.OrderByDescending(static r => r.Score);
    }
}
