namespace MlDsl.Training;

/// <summary>Every metric of a ranking: measured once for each query, of which a resample draws.</summary>
internal sealed class RankingMeasurement : IMeasurement<RankingMeasurement.Term, RankingMeasurement.Sums>
{
    private readonly double[] values;
    private readonly double[] weights;
    private readonly int[] counted;
    private readonly bool canResample;

    /// <param name="rows">The rows; their keys are the numbers of the queries.</param>
    /// <param name="filter">Those to measure.</param>
    /// <param name="isConstant">Whether all scores count as equal.</param>
    /// <param name="options">The cut-offs, and what a query without a relevant row counts.</param>
    public RankingMeasurement(KeptRows rows, RowFilter filter, bool isConstant, EvaluationOptions options)
    {
        RankedQueries queries = RankedQueries.Of(rows, filter);
        var ranking = new QueryRanking(options.Cutoffs);
        Metrics = ranking.Metrics;
        values = new double[checked(queries.Count * Metrics)];
        weights = new double[queries.Count];
        var counted = new List<int>();
        for (int query = 0; query < queries.Count; query++)
        {
            ReadOnlySpan<int> own = queries[query];
            if (own.IsEmpty) continue;
            Queries++;
            foreach (int row in own) weights[query] += rows.Weight(row) / own.Length;
            Span<double> room = values.AsSpan(query * Metrics, Metrics);
            if (!ranking.TryMeasure(rows, own, isConstant, room))
            {
                EmptyQueries++;
                if (options.EmptyQueries == EmptyQueryPolicy.LeaveOut) continue;
                room.Fill(options.EmptyQueries == EmptyQueryPolicy.AsOne ? 1 : 0);
            }

            counted.Add(query);
        }

        this.counted = [.. counted];
        canResample = filter.CanResample(rows);
    }

    /// <summary>The number of queries with a row.</summary>
    public int Queries { get; }

    /// <summary>The number of those without a relevant one.</summary>
    public int EmptyQueries { get; }

    public int Places => counted.Length;

    public int Metrics { get; }

    public bool CanResample => canResample;

    public Sums NewSums() => new(Metrics);

    public int Read(int from, int to, Span<Term> terms)
    {
        for (int i = from; i < to; i++) terms[i - from] = new Term(counted[i]);
        return to - from;
    }

    public void Add(ReadOnlySpan<Term> terms, in Resample resample, Sums sums)
    {
        foreach (Term term in terms)
        {
            double weight = resample.Count((ulong)term.Query) * weights[term.Query];
            if (weight == 0) continue;
            sums.Weight += weight;
            ReadOnlySpan<double> own = values.AsSpan(term.Query * Metrics, Metrics);
            for (int i = 0; i < own.Length; i++) sums.Values[i] += weight * own[i];
        }
    }

    public void Finish(Sums sums, Span<double> values)
    {
        // 0 / 0 is NaN: where no query counts, nothing is defined.
        for (int i = 0; i < values.Length; i++) values[i] = sums.Values[i] / sums.Weight;
    }

    internal readonly record struct Term(int Query);

    internal sealed class Sums(int metrics)
    {
        public double Weight { get; set; }

        public double[] Values { get; } = new double[metrics];
    }
}
