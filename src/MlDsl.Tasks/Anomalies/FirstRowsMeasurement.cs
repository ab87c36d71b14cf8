namespace MlDsl.Training;

/// <summary>
/// The share of rows from the threshold on, and the share of anomalies among the first rows from the highest score down; of rows of equal score, that
/// straddle the end, the mean over their orders. A row of weight 2 takes two places.
/// </summary>
/// <param name="ranked">The rows.</param>
/// <param name="filter">Those to measure.</param>
/// <param name="threshold">The score from which a row is flagged.</param>
/// <param name="cutoffs">How many first rows, at least 1 each.</param>
internal sealed class FirstRowsMeasurement(RankedRows ranked, RowFilter filter, float threshold, int[] cutoffs)
    : IMeasurement<FirstRowsMeasurement.Term, FirstRowsMeasurement.Walk>
{
    public int Places => ranked.Count;

    public int Metrics => 1 + cutoffs.Length;

    public bool CanResample => filter.CanResample(ranked.Rows);

    public Walk NewSums() => new(cutoffs);

    public int Read(int from, int to, Span<Term> terms)
    {
        ReadOnlySpan<int> codes = filter.Codes.Span;
        int count = 0;
        for (int rank = from; rank < to; rank++)
        {
            int row = ranked.Row(rank);
            if (codes.IsEmpty || codes[row] == filter.Code) terms[count++] = new Term(ranked.Rows.Key(row), ranked.Probability(rank), ranked.Rows.Weight(row), ranked.Label(rank));
        }
        return count;
    }

    public void Add(ReadOnlySpan<Term> terms, in Resample resample, Walk sums)
    {
        foreach (ref readonly Term term in terms) sums.Add(term, resample.Count(term.Key) * term.Weight, threshold);
    }

    public void Finish(Walk sums, Span<double> values) => sums.Finish(values);

    internal readonly record struct Term(uint Key, float Score, double Weight, bool IsAnomaly);

    /// <summary>What has been seen so far, from the highest score down.</summary>
    internal sealed class Walk(int[] cutoffs)
    {
        private readonly double[] found = new double[cutoffs.Length];
        private double flagged, before, tied, tiedAnomalies;
        private float last = float.PositiveInfinity;

        public void Add(in Term term, double weight, float threshold)
        {
            if (term.Score != last) EndTie();
            last = term.Score;
            tied += weight;
            if (term.IsAnomaly) tiedAnomalies += weight;
            if (term.Score >= threshold) flagged += weight;
        }

        public void Finish(Span<double> values)
        {
            EndTie();
            values[0] = flagged / before;
            // Of fewer rows there are no such first ones.
            for (int i = 0; i < cutoffs.Length; i++) values[i + 1] = before >= cutoffs[i] ? found[i] / cutoffs[i] : double.NaN;
        }

        private void EndTie()
        {
            if (tied == 0) return;
            for (int i = 0; i < cutoffs.Length; i++)
                if (before < cutoffs[i]) found[i] += tiedAnomalies * Math.Min(1, (cutoffs[i] - before) / tied);
            before += tied;
            tied = tiedAnomalies = 0;
        }
    }
}
