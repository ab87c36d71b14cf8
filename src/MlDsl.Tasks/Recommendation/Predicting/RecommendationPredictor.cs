using System.Buffers;

namespace MlDsl.Training;

/// <summary>
/// What a recommender learned, as data: the users and items, how they are scored, what each user took, and how popular each item is. A user that it does not know, and one for whom nothing speaks, is
/// recommended the items that most users took.
/// </summary>
internal sealed class RecommendationPredictor : Predictor
{
    // More places than this come from the array pool instead of the stack.
    private const int MostOnStack = 256;

    private readonly int[] byPopularity;

    /// <param name="users">The ids of the users as texts, in order.</param>
    /// <param name="items">The ids of the items as texts, in order.</param>
    /// <param name="seen">Of each user the items that he took; its values do not count.</param>
    /// <param name="scorer">How items are scored.</param>
    /// <param name="recommendsSeen">Whether a user is recommended what he took, too.</param>
    /// <param name="meanRating">The mean rating of the training rows; NaN where events were learned from.</param>
    /// <param name="repeats">The number of training rows whose user and item stand in an earlier one.</param>
    public RecommendationPredictor(string[] users, string[] items, InteractionMatrix seen, ItemScorer scorer, bool recommendsSeen, double meanRating, long repeats)
    {
        (Users, Items, Seen, Scorer, RecommendsSeen, MeanRating, Repeats) = (users, items, seen, scorer, recommendsSeen, meanRating, repeats);
        Popularity = new int[items.Length];
        foreach (int item in seen.Indexes) Popularity[item]++;
        byPopularity = [.. Enumerable.Range(0, items.Length).OrderByDescending(i => Popularity[i])];
    }

    /// <inheritdoc/>
    public override string Kind => RecommendationBytes.Kind;

    /// <summary>0: users and items are no features.</summary>
    public override int Width => 0;

    /// <inheritdoc/>
    public override int Outputs => 1;

    /// <summary>The ids of the users, as texts.</summary>
    public string[] Users { get; }

    /// <summary>The ids of the items, as texts.</summary>
    public string[] Items { get; }

    /// <summary>Of each user the items that he took.</summary>
    public InteractionMatrix Seen { get; }

    /// <summary>How items are scored.</summary>
    public ItemScorer Scorer { get; }

    /// <summary>Whether a user is recommended what he took, too.</summary>
    public bool RecommendsSeen { get; }

    /// <summary>The mean rating of the training rows; NaN where events were learned from.</summary>
    public double MeanRating { get; }

    /// <summary>The number of training rows whose user and item stand in an earlier one.</summary>
    public long Repeats { get; }

    /// <summary>Of each item the number of users who took it.</summary>
    public int[] Popularity { get; }

    /// <summary>The items from the one that most users took down; of equal ones the first.</summary>
    public ReadOnlySpan<int> ByPopularity => byPopularity;

    /// <summary>Not for recommenders: users and items are no features.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void Score(in SparseRows rows, Span<float> scores) =>
        throw new NotSupportedException("A recommender scores items for a user and no rows of features; call Recommend of its model");

    /// <inheritdoc/>
    public override void Write(IBufferWriter<byte> file) => RecommendationBytes.Write(this, file);

    /// <summary>The best items for a user, the best first; of equal ones the first. No managed memory is allocated.</summary>
    /// <param name="user">The place of the user; -1 for one that is not known.</param>
    /// <param name="excluded">The places of items to leave out, in any order, perhaps several times; -1 for what is not known.</param>
    /// <param name="items">Where the places of the items go.</param>
    /// <param name="scores">Where their scores go, as many.</param>
    /// <returns>How many items there are, and how many of them, the last ones, are there only because they are popular.</returns>
    public (int Count, int Popular) Best(int user, ReadOnlySpan<int> excluded, Span<int> items, Span<float> scores)
    {
        ReadOnlySpan<int> seen = user < 0 || RecommendsSeen ? [] : Seen.IndexesOf(user);
        int most = seen.Length + excluded.Length;
        int[]? rented = most > MostOnStack ? ArrayPool<int>.Shared.Rent(most) : null;
        try
        {
            Span<int> left = rented is null ? stackalloc int[most] : rented.AsSpan(0, most);
            seen.CopyTo(left);
            excluded.CopyTo(left[seen.Length..]);
            if (!excluded.IsEmpty) left.Sort();
            int count = 0;
            if (user >= 0)
            {
                var best = new BestItems(items, scores);
                Scorer.Offer(user, left, ref best);
                count = best.Finish();
            }
            int popular = count < items.Length ? Fill(left, items, scores, count) : 0;
            return (count + popular, popular);
        }
        finally
        {
            if (rented is not null) ArrayPool<int>.Shared.Return(rented);
        }
    }

    // What is popular follows what is scored, never above it.
    private int Fill(ReadOnlySpan<int> left, Span<int> items, Span<float> scores, int found)
    {
        int[]? rented = found > MostOnStack ? ArrayPool<int>.Shared.Rent(found) : null;
        Span<int> known = rented is null ? stackalloc int[found] : rented.AsSpan(0, found);
        items[..found].CopyTo(known);
        known.Sort();
        int count = found;
        foreach (int item in byPopularity)
        {
            if (count == items.Length) break;
            if (left.BinarySearch(item) >= 0 || known.BinarySearch(item) >= 0) continue;
            (items[count], scores[count]) = (item, 0);
            count++;
        }
        if (rented is not null) ArrayPool<int>.Shared.Return(rented);
        return count - found;
    }
}
