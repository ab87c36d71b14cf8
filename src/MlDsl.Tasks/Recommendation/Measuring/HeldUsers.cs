namespace MlDsl.Training;

/// <summary>What one user is to be recommended.</summary>
/// <param name="User">The user's place in the model; -1 where it does not know him.</param>
/// <param name="Items">The places of the items to find, ascending, of some users none; from the number of the model's items on those that it does not know.</param>
/// <param name="Errors">The sums of squared errors of ratings, of the model and of the mean.</param>
/// <param name="Ratings">The number of ratings.</param>
internal sealed record HeldUser(int User, int[] Items, (double Model, double Mean) Errors, int Ratings);

/// <summary>The rows that a recommender is measured on, user by user.</summary>
/// <param name="Users">Those with an item to find, in the order of their ids.</param>
/// <param name="Others">Those without one, in that order, of whom only the ratings are measured.</param>
/// <param name="Rows">The number of rows.</param>
internal sealed record HeldUsers(IReadOnlyList<HeldUser> Users, IReadOnlyList<HeldUser> Others, int Rows)
{
    /// <summary>A user, those with an item to find before the others.</summary>
    public HeldUser this[int place] => place < Users.Count ? Users[place] : Others[place - Users.Count];

    /// <summary>Reads the rows of one side.</summary>
    /// <param name="batches">One pass.</param>
    /// <param name="model">The model.</param>
    /// <param name="users">The ids of its users.</param>
    /// <param name="items">The ids of its items.</param>
    /// <param name="side">What messages call the side.</param>
    /// <exception cref="EvaluationException">There are no rows, or one has no user, no item or no rating.</exception>
    /// <returns>The users, and the ids of those with an item to find.</returns>
    public static (HeldUsers Held, IReadOnlyList<TUser> Ids) Read<TRow, TUser, TItem>(
        IEnumerable<RowBatch<TRow>> batches, RecommendationPredictor model, Entities<TUser> users, Entities<TItem> items, string side)
        where TRow : IInteractionRow<TRow, TUser, TItem>
        where TUser : notnull, IEquatable<TUser>, IComparable<TUser>, ISpanParsable<TUser>
        where TItem : notnull, IEquatable<TItem>, IComparable<TItem>, ISpanParsable<TItem>
    {
        bool ratings = !double.IsNaN(model.MeanRating);
        Dictionary<TUser, Tally> tallies = [];
        Dictionary<TItem, int> cold = [];
        int rows = 0;
        foreach (RowBatch<TRow> batch in batches)
        {
            for (int i = 0; i < batch.Count; i++)
            {
                TRow row = batch[i];
                TUser user = TRow.UserOf(row);
                TItem item = TRow.ItemOf(row);
                if (user is null or "") throw EvaluationChecks.Bad(rows, "user", "''", "an id", side);
                if (item is null or "") throw EvaluationChecks.Bad(rows, "item", "''", "an id", side);
                if (!tallies.TryGetValue(user, out Tally? tally)) tallies.Add(user, tally = new Tally(users.IndexOf(user)));
                int place = items.IndexOf(item);
                if (place < 0 && !cold.TryGetValue(item, out place)) cold.Add(item, place = items.Count + cold.Count);
                float rating = ratings ? TRow.RatingOf(row) : 0;
                if (!float.IsFinite(rating)) throw EvaluationChecks.Bad(rows, "rating", rating, "finite", side);
                tally.Add(place, rating, ratings ? TRow.EventTimeOf(row) : 0, model);
                rows++;
            }
        }
        if (rows == 0) throw new EvaluationException($"The {side} set has no rows: there is nothing to measure");
        Entities<TUser> order = Entities<TUser>.Of(tallies.Keys);
        List<HeldUser> held = [], others = [];
        List<TUser> ids = [];
        for (int i = 0; i < order.Count; i++)
        {
            HeldUser user = tallies[order[i]].Finish(model);
            if (user.Items.Length == 0)
            {
                others.Add(user);
                continue;
            }
            held.Add(user);
            ids.Add(order[i]);
        }
        // Without lists there may still be ratings to measure.
        return held.Count > 0 || ratings
            ? (new HeldUsers(held, others, rows), ids)
            : throw new EvaluationException($"No user of the {side} set has an item to find: all of them were seen in training, which RecommendSeen would have recommended");
    }

    private sealed class Tally(int user)
    {
        // Of several ratings of an item the latest says whether it is one to find, as training takes it.
        private readonly SortedDictionary<int, (long Time, bool IsWanted)> items = [];
        private double errors, meanErrors;
        private int ratings;

        public void Add(int item, float rating, long time, RecommendationPredictor model)
        {
            bool hasRating = !double.IsNaN(model.MeanRating);
            if (!items.TryGetValue(item, out var before) || time >= before.Time) items[item] = (time, !hasRating || rating >= model.MeanRating);
            if (!hasRating) return;
            double expected = user >= 0 && item < model.Items.Length ? model.Scorer.Score(user, item) : model.MeanRating;
            errors += (rating - expected) * (rating - expected);
            meanErrors += (rating - model.MeanRating) * (rating - model.MeanRating);
            ratings++;
        }

        public HeldUser Finish(RecommendationPredictor model)
        {
            if (user >= 0 && !model.RecommendsSeen)
                foreach (int item in model.Seen.IndexesOf(user)) items.Remove(item);
            return new HeldUser(user, [.. items.Where(static i => i.Value.IsWanted).Select(static i => i.Key)], (errors, meanErrors), ratings);
        }
    }
}
