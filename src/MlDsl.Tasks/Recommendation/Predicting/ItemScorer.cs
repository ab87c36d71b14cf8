using System.Buffers;
using System.Runtime.Intrinsics;

namespace MlDsl.Training;

/// <summary>How the items of a user are scored. A closed set, so that files are read without a registry.</summary>
internal abstract class ItemScorer
{
    private protected ItemScorer()
    {
    }

    /// <summary>Its name in files.</summary>
    public abstract string Kind { get; }

    /// <summary>Offers every item that the user may be recommended, in order.</summary>
    /// <param name="user">The place of a user of the training rows.</param>
    /// <param name="left">The places of items to leave out, ascending.</param>
    /// <param name="best">Keeps the best.</param>
    public abstract void Offer(int user, scoped ReadOnlySpan<int> left, scoped ref BestItems best);

    /// <summary>The score of one item for a user.</summary>
    public abstract float Score(int user, int item);

    /// <summary>Offers the items of scores that lie beside each other.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="first">The place of the first item.</param>
    /// <param name="left">The places of items to leave out, ascending.</param>
    /// <param name="passed">How many of these lie before the items; 0 at the first call.</param>
    /// <param name="best">Keeps the best.</param>
    private protected static void Offer(scoped ReadOnlySpan<float> scores, int first, scoped ReadOnlySpan<int> left, ref int passed, scoped ref BestItems best)
    {
        int i = 0;
        while (i < scores.Length)
        {
            // Nearly all items are below the threshold: eight are passed at once.
            if (i + Vector256<float>.Count <= scores.Length
                && !Vector256.GreaterThanAny(Vector256.Create(scores[i..]), Vector256.Create(best.Threshold)))
            {
                i += Vector256<float>.Count;
                continue;
            }
            int end = Math.Min(i + Vector256<float>.Count, scores.Length);
            for (; i < end; i++)
            {
                if (!(scores[i] > best.Threshold)) continue;
                while (passed < left.Length && left[passed] < first + i) passed++;
                if (passed == left.Length || left[passed] != first + i) best.Offer(first + i, scores[i]);
            }
        }
    }
}

/// <summary>Scores by the product of a user's factors and an item's.</summary>
internal sealed class FactorScorer : ItemScorer
{
    private readonly float[] users;

    /// <param name="users">The factors of users, row by row.</param>
    /// <param name="items">The factors of items.</param>
    /// <exception cref="FormatException">A factor is not finite, or the sizes do not fit.</exception>
    public FactorScorer(float[] users, ItemTiles items)
    {
        if (users.Length % items.Factors != 0) throw new FormatException($"{users.Length} factors are none of users with {items.Factors}");
        foreach (float factor in users)
            if (!float.IsFinite(factor)) throw new FormatException("a factor of a user is not finite");
        foreach (float factor in items.Values)
            if (!float.IsFinite(factor)) throw new FormatException("a factor of an item is not finite");
        (this.users, Items) = (users, items);
    }

    /// <inheritdoc/>
    public override string Kind => "factors";

    /// <summary>The factors of items.</summary>
    public ItemTiles Items { get; }

    /// <summary>The factors of users, row by row.</summary>
    public ReadOnlySpan<float> Users => users;

    /// <summary>Factors of training, rounded to float.</summary>
    /// <exception cref="TrainingException">One is too large for a float.</exception>
    public static FactorScorer Of(FactorMatrix users, FactorMatrix items, string trainer)
    {
        var tiles = new ItemTiles(items.Rows, items.Width);
        for (int item = 0; item < items.Rows; item++)
            for (int i = 0; i < items.Width; i++) tiles[item, i] = (float)items[item][i];
        return Checked(Array.ConvertAll(users.Values, static v => (float)v), tiles, trainer);
    }

    /// <summary>Factors and offsets of ratings, so that a score is the rating to expect.</summary>
    /// <exception cref="TrainingException">One is too large for a float.</exception>
    public static FactorScorer OfRatings(FactorMatrix users, FactorMatrix items, double mean, string trainer)
    {
        int width = users.Width;
        var tiles = new ItemTiles(items.Rows, width + 1);
        for (int item = 0; item < items.Rows; item++)
        {
            for (int i = 0; i < width; i++) tiles[item, i] = (float)items[item][i];
            tiles[item, width] = 1;
        }
        var own = new float[ArraySize.OfFactors(users.Rows, width + 1)];
        for (int user = 0; user < users.Rows; user++)
        {
            for (int i = 0; i < width - 1; i++) own[(user * (width + 1)) + i] = (float)users[user][i];
            (own[(user * (width + 1)) + width - 1], own[(user * (width + 1)) + width]) = (1, (float)(mean + users[user][^1]));
        }
        return Checked(own, tiles, trainer);
    }

    /// <inheritdoc/>
    public override void Offer(int user, scoped ReadOnlySpan<int> left, scoped ref BestItems best)
    {
        ReadOnlySpan<float> own = users.AsSpan(user * Items.Factors, Items.Factors);
        Span<float> scores = stackalloc float[ItemTiles.AtOnce * ItemTiles.Width];
        int passed = 0;
        for (int tile = 0; tile < Items.Tiles; tile += ItemTiles.AtOnce)
        {
            Span<float> some = scores[..(Math.Min(ItemTiles.AtOnce, Items.Tiles - tile) * ItemTiles.Width)];
            Items.Score(own, tile, some);
            int first = tile * ItemTiles.Width;
            Offer(some[..Math.Min(some.Length, Items.Items - first)], first, left, ref passed, ref best);
        }
    }

    /// <inheritdoc/>
    public override float Score(int user, int item)
    {
        float sum = 0;
        for (int i = 0; i < Items.Factors; i++) sum += users[(user * Items.Factors) + i] * Items[item, i];
        return sum;
    }

    private static FactorScorer Checked(float[] users, ItemTiles items, string trainer)
    {
        try
        {
            return new FactorScorer(users, items);
        }
        catch (FormatException problem)
        {
            throw new TrainingException($"{trainer} has learned what no model can hold: {problem.Message}; raise Penalty, or lower the step or the strength of events");
        }
    }
}

/// <summary>Scores an item by how like it is what the user took: the sum of the similarities, times the strengths of his events.</summary>
/// <param name="taken">Of each user what he took.</param>
/// <param name="neighbours">Of each item what is like it.</param>
internal sealed class NeighbourScorer(InteractionMatrix taken, InteractionMatrix neighbours) : ItemScorer
{
    // Of each item those that it is like: a score adds up what is taken.
    private readonly InteractionMatrix likeness = neighbours.Transpose();

    /// <inheritdoc/>
    public override string Kind => "neighbours";

    /// <summary>Of each user what he took.</summary>
    public InteractionMatrix Taken => taken;

    /// <summary>Of each item what is like it.</summary>
    public InteractionMatrix Neighbours => neighbours;

    /// <inheritdoc/>
    public override void Offer(int user, scoped ReadOnlySpan<int> left, scoped ref BestItems best)
    {
        float[] rented = ArrayPool<float>.Shared.Rent(neighbours.Columns);
        try
        {
            Span<float> scores = rented.AsSpan(0, neighbours.Columns);
            // What nothing speaks for is no recommendation.
            scores.Fill(float.NegativeInfinity);
            ReadOnlySpan<int> own = taken.IndexesOf(user);
            ReadOnlySpan<float> strengths = taken.ValuesOf(user);
            for (int i = 0; i < own.Length; i++)
            {
                ReadOnlySpan<int> like = likeness.IndexesOf(own[i]);
                ReadOnlySpan<float> similarities = likeness.ValuesOf(own[i]);
                for (int j = 0; j < like.Length; j++)
                {
                    ref float score = ref scores[like[j]];
                    score = (float.IsNegativeInfinity(score) ? 0 : score) + (strengths[i] * similarities[j]);
                }
            }
            int passed = 0;
            Offer(scores, 0, left, ref passed, ref best);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    /// <inheritdoc/>
    public override float Score(int user, int item)
    {
        ReadOnlySpan<int> own = taken.IndexesOf(user), like = neighbours.IndexesOf(item);
        float sum = 0;
        for (int i = 0; i < own.Length; i++)
            if (like.BinarySearch(own[i]) is >= 0 and var place) sum += taken.ValuesOf(user)[i] * neighbours.ValuesOf(item)[place];
        return sum;
    }
}

/// <summary>Scores nothing by itself: every user is recommended what is popular.</summary>
internal sealed class PopularityScorer : ItemScorer
{
    /// <inheritdoc/>
    public override string Kind => "popularity";

    /// <inheritdoc/>
    public override void Offer(int user, scoped ReadOnlySpan<int> left, scoped ref BestItems best)
    {
        // What is missing is filled up by popularity.
    }

    /// <inheritdoc/>
    public override float Score(int user, int item) => 0;
}
