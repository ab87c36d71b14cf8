namespace MlDsl.Labels;

/// <summary>How far one annotator agrees with the others, item by item.</summary>
internal sealed class AgreementWithRest
{
    private readonly Ratings ratings;

    private AgreementWithRest(Ratings ratings, int annotator, List<Shared> items) => (this.ratings, Annotator, Items) = (ratings, annotator, items);

    public int Annotator { get; }

    /// <summary>The items that the annotator and somebody else rated.</summary>
    public List<Shared> Items { get; }

    public static AgreementWithRest Of(Ratings ratings, int annotator)
    {
        var items = new List<Shared>();
        for (int item = 0; item < ratings.Votes.Length; item++)
        {
            Vote[] votes = ratings.Votes[item];
            int own = Array.FindIndex(votes, vote => vote.Annotator == annotator);
            if (own < 0 || votes.Length < 2) continue;
            double same = votes.Count(vote => vote.Annotator != annotator && vote.Code == votes[own].Code);
            items.Add(new Shared(item, votes[own], same / (votes.Length - 1)));
        }
        return new AgreementWithRest(ratings, annotator, items);
    }

    /// <summary>The items that the annotator rated in a stretch of time.</summary>
    public AgreementWithRest Between(DateTimeOffset from, DateTimeOffset to) => new(ratings, Annotator, Items.FindAll(item => item.Vote.At >= from && item.Vote.At <= to));

    /// <summary>The share of others that say the same, averaged over items.</summary>
    public Coefficient Percent(int[] counts)
    {
        double sum = 0, all = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            sum += counts[i] * Items[i].Share;
            all += counts[i];
        }
        return all > 0 ? new(sum / all) : Coefficient.Without("no item has a rating of somebody else as well");
    }

    /// <summary>The same beyond what the classes' shares make likely: κ of the annotator and one of the others, drawn anew for each item.</summary>
    public Coefficient Kappa(int[] counts)
    {
        Coefficient percent = Percent(counts);
        if (percent.Undefined is not null) return percent;
        double[] own = new double[ratings.Classes.Count], others = new double[own.Length];
        double all = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            Vote[] votes = ratings.Votes[Items[i].Item];
            own[Items[i].Vote.Code] += counts[i];
            foreach (Vote vote in votes)
                if (vote.Annotator != Annotator) others[vote.Code] += (double)counts[i] / (votes.Length - 1);
            all += counts[i];
        }
        double chance = 0;
        for (int code = 0; code < own.Length; code++) chance += own[code] / all * (others[code] / all);
        // One class on both sides; sums of shares may miss 1 in the last digit.
        return Coefficient.Of(1 - percent.Value, 1 - chance > 1e-12 ? 1 - chance : 0);
    }

    /// <summary>An item with what the annotator said and the share of others that say the same.</summary>
    internal readonly record struct Shared(int Item, Vote Vote, double Share);
}
