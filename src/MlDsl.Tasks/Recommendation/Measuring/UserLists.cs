namespace MlDsl.Training;

/// <summary>Recommends to a held user; how many items there are.</summary>
/// <param name="held">His place among the held users.</param>
/// <param name="items">Where the places of the items go.</param>
/// <param name="scores">Room for their scores.</param>
internal delegate int Recommending(int held, Span<int> items, Span<float> scores);

/// <summary>What each held user is recommended, and what that is worth: of each user the NDCG at the cut-offs, the recall at them, the average precision and, last, the novelty, which counts where the list has an item.</summary>
internal sealed class UserLists
{
    private readonly EvaluationOptions options;
    private readonly int longest;
    private readonly int[] items, counts;
    private readonly double[] values;

    /// <summary>Recommends to all users.</summary>
    public UserLists(RecommendationPredictor model, HeldUsers held, EvaluationOptions options, Recommending recommend)
    {
        (this.options, longest, Items) = (options, options.Cutoffs.Max(), model.Items.Length);
        (items, counts) = (new int[ArraySize.OfUsers(held.Users.Count, longest)], new int[held.Users.Count]);
        values = new double[ArraySize.OfUsers(held.Users.Count, PerUser)];
        Parallel.For(
            0, held.Users.Count, new ParallelOptions { MaxDegreeOfParallelism = options.Workers }, () => new float[longest],
            (user, _, scores) =>
            {
                Span<int> own = items.AsSpan(user * longest, longest);
                counts[user] = recommend(user, own, scores);
                Measure(own[..counts[user]], held.Users[user].Items, model, values.AsSpan(user * PerUser, PerUser));
                return scores;
            },
            static _ => { });
        ExpectedCoverage = Expected();
    }

    /// <summary>The number of the model's items.</summary>
    public int Items { get; }

    /// <summary>The values of a user.</summary>
    public int PerUser => (2 * options.Cutoffs.Count) + 2;

    /// <summary>The metrics: the values of users, and the coverage of all of them together.</summary>
    public int Metrics => PerUser + 1;

    /// <summary>The place of the NDCG at the largest cut-off among the metrics.</summary>
    public int Largest => options.Cutoffs.ToList().IndexOf(longest);

    /// <summary>The coverage that a resample of the users is expected to have: an item is left out where nobody is drawn who is recommended it.</summary>
    public double ExpectedCoverage { get; }

    /// <summary>The values of a user.</summary>
    public ReadOnlySpan<double> ValuesOf(int user) => values.AsSpan(user * PerUser, PerUser);

    /// <summary>The items that a user is recommended.</summary>
    public ReadOnlySpan<int> ItemsOf(int user) => items.AsSpan(user * longest, counts[user]);

    private void Measure(ReadOnlySpan<int> best, ReadOnlySpan<int> wanted, RecommendationPredictor model, Span<double> own)
    {
        int cutoffs = options.Cutoffs.Count;
        for (int i = 0; i < cutoffs; i++)
        {
            int cutoff = options.Cutoffs[i], hits = 0;
            double gain = 0, ideal = 0;
            for (int rank = 0; rank < cutoff; rank++)
            {
                double discounted = 1 / Math.Log2(rank + 2);
                if (rank < wanted.Length) ideal += discounted;
                if (rank >= best.Length || wanted.BinarySearch(best[rank]) < 0) continue;
                gain += discounted;
                hits++;
            }
            (own[i], own[cutoffs + i]) = (gain / ideal, (double)hits / wanted.Length);
        }
        int found = 0;
        double precisions = 0, bits = 0;
        for (int rank = 0; rank < best.Length; rank++)
        {
            if (wanted.BinarySearch(best[rank]) >= 0) precisions += (double)++found / (rank + 1);
            bits -= Math.Log2((double)model.Popularity[best[rank]] / model.Users.Length);
        }
        own[2 * cutoffs] = precisions / Math.Min(longest, wanted.Length);
        own[(2 * cutoffs) + 1] = best.IsEmpty ? 0 : bits / best.Length;
    }

    private double Expected()
    {
        var users = new int[Items];
        for (int user = 0; user < counts.Length; user++)
            foreach (int item in ItemsOf(user)) users[item]++;
        return users.Sum(static count => 1 - Math.Exp(-count)) / Items;
    }
}
