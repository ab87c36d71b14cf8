namespace MlDsl.Training;

/// <summary>Every metric of a recommender and of the baseline beside it: measured once for each user, of which a resample draws. Users without an item to find count in the errors of ratings alone.</summary>
/// <param name="model">The model's lists.</param>
/// <param name="baseline">Those of what is popular.</param>
/// <param name="held">The users.</param>
internal sealed class RecommendationMeasurement(UserLists model, UserLists baseline, HeldUsers held) : IMeasurement<RecommendationMeasurement.Term, RecommendationMeasurement.Sums>
{
    /// <summary>The users below which there is no interval over them.</summary>
    public const int FewestUsers = 10;

    public int Places => held.Users.Count + held.Others.Count;

    /// <summary>The model's, the baseline's, then lift, and the errors of ratings of both.</summary>
    public int Metrics => (2 * model.Metrics) + 3;

    public bool CanResample => Places >= FewestUsers;

    public Sums NewSums() => new(model.PerUser, model.Items);

    public int Read(int from, int to, Span<Term> terms)
    {
        for (int i = from; i < to; i++) terms[i - from] = new Term(i);
        return to - from;
    }

    public void Add(ReadOnlySpan<Term> terms, in Resample resample, Sums sums)
    {
        foreach (Term term in terms)
        {
            int times = resample.Count((ulong)term.User);
            if (times == 0) continue;
            HeldUser user = held[term.User];
            if (user.Items.Length > 0)
            {
                sums.Users += times;
                sums.Model.Add(model.ValuesOf(term.User), model.ItemsOf(term.User), times);
                sums.Baseline.Add(baseline.ValuesOf(term.User), baseline.ItemsOf(term.User), times);
            }
            sums.Errors += times * user.Errors.Model;
            sums.MeanErrors += times * user.Errors.Mean;
            sums.Ratings += (long)times * user.Ratings;
        }
    }

    public void Finish(Sums sums, Span<double> values)
    {
        sums.Model.Finish(sums.Users, model.Items, values[..model.Metrics]);
        sums.Baseline.Finish(sums.Users, model.Items, values.Slice(model.Metrics, model.Metrics));
        // Of the largest cut-off.
        int place = model.Largest;
        double beside = values[model.Metrics + place];
        // Over a baseline that finds nothing, the lift is not defined, and no resample's is infinite.
        values[2 * model.Metrics] = beside > 0 ? values[place] / beside : double.NaN;
        values[(2 * model.Metrics) + 1] = Math.Sqrt(sums.Errors / sums.Ratings);
        values[(2 * model.Metrics) + 2] = Math.Sqrt(sums.MeanErrors / sums.Ratings);
    }

    internal readonly record struct Term(int User);

    internal sealed class Sums(int perUser, int items)
    {
        public long Users { get; set; }

        public ListSums Model { get; } = new(perUser, items);

        public ListSums Baseline { get; } = new(perUser, items);

        public double Errors { get; set; }

        public double MeanErrors { get; set; }

        public long Ratings { get; set; }
    }

    /// <summary>The sums of one recommender's lists.</summary>
    internal sealed class ListSums(int perUser, int items)
    {
        private readonly double[] values = new double[perUser];
        private readonly ulong[] covered = new ulong[(items + 63) / 64];
        private long lists;

        public void Add(ReadOnlySpan<double> own, ReadOnlySpan<int> best, int times)
        {
            for (int i = 0; i < own.Length - 1; i++) values[i] += times * own[i];
            // The novelty of an empty list, as of a user who has taken everything, is none.
            if (!best.IsEmpty)
            {
                values[^1] += times * own[^1];
                lists += times;
            }
            foreach (int item in best) covered[item / 64] |= 1UL << (item % 64);
        }

        public void Finish(long users, int items, Span<double> means)
        {
            // 0 / 0 is NaN: where no user is drawn, nothing is defined.
            for (int i = 0; i < values.Length - 1; i++) means[i] = values[i] / users;
            means[values.Length - 1] = values[^1] / lists;
            means[values.Length] = users == 0 ? double.NaN : (double)covered.Sum(static bits => System.Numerics.BitOperations.PopCount(bits)) / items;
        }
    }
}
