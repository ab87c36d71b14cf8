namespace MlDsl.Labels;

/// <summary>Krippendorff's α: any number of annotators, any of whose ratings may be absent; nominal, ordinal or interval.</summary>
/// <remarks>
/// Krippendorff (2011), "Computing Krippendorff's alpha-reliability". Values become positions whose squared differences are the metric: on the ordinal scale
/// the middle of the value's ranks among all ratings that can be paired, on the interval scale the number itself; so no table of values by values is needed.
/// </remarks>
internal static class KrippendorffAlpha
{
    public static Coefficient Of(Ratings ratings, RatingScale scale, int[] counts)
    {
        var totals = new double[ratings.Classes.Count];
        double all = 0;
        for (int item = 0; item < counts.Length; item++)
        {
            Vote[] votes = ratings.Votes[item];
            if (votes.Length < 2) continue;
            foreach (Vote vote in votes) totals[vote.Code] += counts[item];
            all += (double)counts[item] * votes.Length;
        }
        if (all < 2) return Coefficient.Without(ManyRaters.NoPair(ratings));
        return scale == RatingScale.Nominal ? Nominal(ratings, counts, totals, all) : Distances(ratings, counts, totals, all, Positions(ratings, scale, totals));
    }

    private static Coefficient Nominal(Ratings ratings, int[] counts, double[] totals, double all)
    {
        double observed = 0;
        var ofClass = new int[totals.Length];
        for (int item = 0; item < counts.Length; item++)
        {
            Vote[] votes = ratings.Votes[item];
            if (votes.Length < 2) continue;
            foreach (Vote vote in votes) ofClass[vote.Code]++;
            double same = 0;
            // Each rating adds its class's count once, so the sum is that of squares.
            foreach (Vote vote in votes) same += ofClass[vote.Code];
            foreach (Vote vote in votes) ofClass[vote.Code] = 0;
            observed += counts[item] * (((double)votes.Length * votes.Length) - same) / (votes.Length - 1);
        }
        double expected = ((all * all) - totals.Sum(static total => total * total)) / (all - 1);
        return Coefficient.Of(observed, expected);
    }

    private static Coefficient Distances(Ratings ratings, int[] counts, double[] totals, double all, double[] positions)
    {
        // Around the mean, so that large numbers lose no digits.
        double mean = 0, squares = 0, observed = 0;
        for (int code = 0; code < totals.Length; code++) mean += totals[code] * positions[code] / all;
        for (int code = 0; code < totals.Length; code++) squares += totals[code] * (positions[code] - mean) * (positions[code] - mean);
        for (int item = 0; item < counts.Length; item++)
        {
            Vote[] votes = ratings.Votes[item];
            if (votes.Length < 2) continue;
            double middle = 0, around = 0;
            foreach (Vote vote in votes) middle += positions[vote.Code] / votes.Length;
            foreach (Vote vote in votes) around += (positions[vote.Code] - middle) * (positions[vote.Code] - middle);
            observed += counts[item] * votes.Length * around / (votes.Length - 1);
        }
        // The mean's rounding is no disagreement.
        bool isOne = totals.Count(static total => total > 0) < 2;
        return Coefficient.Of(observed, isOne ? 0 : all * squares / (all - 1));
    }

    private static double[] Positions(Ratings ratings, RatingScale scale, double[] totals)
    {
        var positions = new double[totals.Length];
        double below = 0;
        for (int code = 0; code < positions.Length; code++)
        {
            positions[code] = scale == RatingScale.Interval ? ratings.Number(code) : below + (totals[code] / 2);
            below += totals[code];
        }
        return positions;
    }
}
