namespace MlDsl.Training;

public abstract partial class RecommendationModel<TModel, TRow, TUser, TItem>
{
    /// <summary>
    /// What the model recommends to the users of later rows, and what of it they took there: rows for a second stage, such as a <see cref="Ranking"/> of the candidates of each user, which can have
    /// features of users and items. The model must not have been fitted to these rows.
    /// </summary>
    /// <param name="later">The rows that follow the training rows.</param>
    /// <param name="count">How many candidates a user gets; at least 1.</param>
    /// <returns>The candidates of one user after those of another, users in the order of their ids, the best candidates first.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    /// <exception cref="EvaluationException">There are no rows, or one cannot be used.</exception>
    public IReadOnlyList<Candidate<TUser, TItem>> Candidates(ValidationSet<TRow> later, int count)
    {
        ArgumentNullException.ThrowIfNull(later);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var (held, ids) = HeldUsers.Read<TRow, TUser, TItem>(later.Batches(CancellationToken.None), state.Predictor, users, items, "validation");
        int[] places = new int[Math.Min(count, items.Count)];
        float[] scores = new float[places.Length];
        List<Candidate<TUser, TItem>> candidates = [];
        for (int i = 0; i < held.Users.Count; i++)
        {
            int found = state.Predictor.Best(held.Users[i].User, [], places, scores).Count;
            for (int rank = 0; rank < found; rank++)
                candidates.Add(new(ids[i], items[places[rank]], scores[rank], rank + 1, Array.BinarySearch(held.Users[i].Items, places[rank]) >= 0));
        }
        return candidates;
    }

    /// <summary>This model as the first of two stages: it finds candidates, and <paramref name="second"/> puts them in order.</summary>
    /// <typeparam name="TInput">What the second stage is asked about.</typeparam>
    /// <param name="second">The second stage, such as a model for <see cref="Ranking"/> that was fitted to <see cref="Candidates"/>.</param>
    /// <param name="input">What of a user and a candidate the second stage is asked about; called from several threads.</param>
    /// <param name="candidates">How many candidates the second stage puts in order; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of candidates is below 1.</exception>
    public TwoStageRecommender<TRow, TUser, TItem, TInput> Then<TInput>(IScorer<TInput, Score> second, Func<TUser, Recommended<TItem>, TInput> input, int candidates = 100)
    {
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfLessThan(candidates, 1);
        return new TwoStageRecommender<TRow, TUser, TItem, TInput>(state.Predictor, users, items, second, input, Math.Min(candidates, items.Count));
    }
}
