namespace MlDsl.Labels;

/// <summary>Agreement of any number of annotators, of items that count as often as said.</summary>
internal static class ManyRaters
{
    /// <summary>The share of pairs of ratings of one item that are the same, averaged over items.</summary>
    public static Coefficient Percent(Ratings ratings, int[] counts)
    {
        double sum = 0, items = 0;
        Span<int> ofClass = ratings.Classes.Count <= 64 ? stackalloc int[ratings.Classes.Count] : new int[ratings.Classes.Count];
        for (int item = 0; item < counts.Length; item++)
        {
            Vote[] votes = ratings.Votes[item];
            if (votes.Length < 2 || counts[item] == 0) continue;
            sum += counts[item] * Same(votes, ofClass);
            items += counts[item];
        }
        return items > 0 ? new(sum / items) : Coefficient.Without(NoPair(ratings));
    }

    /// <summary>Fleiss' κ; where items have different numbers of ratings, classes count by their share of each item.</summary>
    /// <remarks>Fleiss (1971), "Measuring nominal scale agreement among many raters"; for unequal numbers Gwet (2014), "Handbook of Inter-Rater Reliability", chapter 2.</remarks>
    public static Coefficient Fleiss(Ratings ratings, int[] counts)
    {
        Coefficient same = Percent(ratings, counts);
        if (same.Undefined is not null) return same;
        var shares = new double[ratings.Classes.Count];
        double items = 0;
        for (int item = 0; item < counts.Length; item++)
        {
            Vote[] votes = ratings.Votes[item];
            if (votes.Length < 2 || counts[item] == 0) continue;
            foreach (Vote vote in votes) shares[vote.Code] += (double)counts[item] / votes.Length;
            items += counts[item];
        }
        double chance = shares.Sum(share => share / items * (share / items));
        // Sums of shares miss 1 in the last digits.
        return Coefficient.Of(1 - same.Value, 1 - chance > 1e-12 ? 1 - chance : 0);
    }

    /// <summary>Of the pairs of ratings in which one says the class, the share in which both do.</summary>
    /// <remarks>Proportion of specific agreement: Cicchetti and Feinstein (1990), for many annotators as in Uebersax's generalisation, by pairs.</remarks>
    public static Coefficient Specific(Ratings ratings, int code, int[] counts)
    {
        double both = 0, either = 0;
        for (int item = 0; item < counts.Length; item++)
        {
            Vote[] votes = ratings.Votes[item];
            if (votes.Length < 2) continue;
            int said = votes.Count(vote => vote.Code == code);
            // An item counts alike whatever the number of its ratings.
            double weight = (double)counts[item] / (votes.Length * (votes.Length - 1));
            both += weight * said * (said - 1);
            either += weight * said * (votes.Length - 1);
        }
        return either > 0 ? new(both / either) : Coefficient.Without("nobody says it of an item that others rate as well");
    }

    /// <summary>The number of items with two ratings or more.</summary>
    public static int Rated(Ratings ratings) => ratings.Votes.Count(static votes => votes.Length > 1);

    /// <summary>Why nothing can be compared.</summary>
    public static string NoPair(Ratings ratings) => ratings.Annotators.Count switch
    {
        0 => "there are no ratings",
        1 => "there is one annotator only",
        _ => "no item has ratings of two annotators",
    };

    private static double Same(Vote[] votes, Span<int> ofClass)
    {
        foreach (Vote vote in votes) ofClass[vote.Code]++;
        long pairs = 0;
        foreach (Vote vote in votes)
        {
            pairs += (long)ofClass[vote.Code] * (ofClass[vote.Code] - 1);
            ofClass[vote.Code] = 0;
        }
        return (double)pairs / ((long)votes.Length * (votes.Length - 1));
    }
}
