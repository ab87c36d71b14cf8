namespace MlDsl.Training;

/// <summary>
/// Every binary metric in one pass over the rows, sorted once from the highest probability down. A resample only changes the weights, so it
/// needs no sort of its own.
/// </summary>
/// <remarks>ROC-AUC by the trapezoid over runs of equal probability, which counts each tie as half a right order.</remarks>
/// <param name="ranked">The rows.</param>
/// <param name="filter">Those to measure.</param>
/// <param name="constant">The probability of each of them; null for their own.</param>
/// <param name="threshold">From which probability on a row is predicted positive.</param>
internal sealed class BinaryMeasurement(RankedRows ranked, RowFilter filter, float? constant, float threshold)
    : IMeasurement<BinaryMeasurement.Term, BinaryMeasurement.Ranking>
{
    /// <summary>Where the shares of the bins begin among the metrics.</summary>
    public const int FirstBin = 9;

    public int Places => ranked.Count;

    public int Metrics => FirstBin + ReliabilitySums.Bins;

    public bool CanResample => filter.CanResample(ranked.Rows);

    public Ranking NewSums() => new(threshold);

    public int Read(int from, int to, Span<Term> terms)
    {
        ReadOnlySpan<int> codes = filter.Codes.Span;
        int count = 0;
        for (int rank = from; rank < to; rank++)
        {
            int row = ranked.Row(rank);
            if (!codes.IsEmpty && codes[row] != filter.Code) continue;
            float probability = constant ?? ranked.Probability(rank);
            double label = ranked.Label(rank) ? 1 : 0, error = label - probability;
            double loss = Clipped.LogLoss(ranked.Label(rank) ? probability : 1 - (double)probability);
            terms[count++] = new Term(ranked.Rows.Key(row), probability, ranked.Rows.Weight(row), label, loss, error * error);
        }

        return count;
    }

    public void Add(ReadOnlySpan<Term> terms, in Resample resample, Ranking sums) => sums.Add(terms, resample);

    public void Finish(Ranking sums, Span<double> values)
    {
        sums.End();
        double positives = sums.Positives, negatives = sums.Negatives, weights = positives + negatives;
        double truePositives = sums.TruePositives, falsePositives = sums.FalsePositives;

        // 0 / 0 is NaN, which is what an undefined metric is.
        values[0] = sums.Area / (positives * negatives);
        values[1] = sums.PrecisionGain / positives;
        values[2] = sums.Loss / weights;
        values[3] = sums.SquaredError / weights;
        values[4] = (truePositives + negatives - falsePositives) / weights;
        values[5] = truePositives / (truePositives + falsePositives);
        values[6] = truePositives / positives;
        values[7] = 2 * truePositives / (truePositives + falsePositives + positives);
        values[8] = sums.Reliability.Finish(values.Slice(FirstBin, ReliabilitySums.Bins));
    }

    /// <summary>The bins that have rows, with the shares of positives that <see cref="Finish"/> yields.</summary>
    public ReliabilityBin[] Reliability(ReadOnlySpan<Metric> metrics)
    {
        ReadOnlySpan<int> codes = filter.Codes.Span;
        var sums = new ReliabilitySums();
        for (int rank = 0; rank < ranked.Count; rank++)
        {
            int row = ranked.Row(rank);
            if (codes.IsEmpty || codes[row] == filter.Code) sums.Add(constant ?? ranked.Probability(rank), ranked.Rows.Weight(row), 0);
        }

        return sums.Table(metrics.Slice(FirstBin, ReliabilitySums.Bins));
    }

    /// <summary>The number of positive rows, and the decisions on the rows as they are.</summary>
    public (int Positives, BinaryConfusion Confusion) Count()
    {
        ReadOnlySpan<int> codes = filter.Codes.Span;
        int positives = 0;
        // Counted afresh rather than by difference, so that what is 0 is exactly 0.
        double truePositives = 0, falsePositives = 0, trueNegatives = 0, falseNegatives = 0;
        for (int rank = 0; rank < ranked.Count; rank++)
        {
            int row = ranked.Row(rank);
            if (!codes.IsEmpty && codes[row] != filter.Code) continue;
            bool isPositive = ranked.Label(rank), isPredicted = (constant ?? ranked.Probability(rank)) >= threshold;
            double weight = ranked.Rows.Weight(row);
            if (isPositive) positives++;
            if (isPositive && isPredicted) truePositives += weight;
            else if (isPositive) falseNegatives += weight;
            else if (isPredicted) falsePositives += weight;
            else trueNegatives += weight;
        }

        return (positives, new BinaryConfusion(truePositives, falsePositives, trueNegatives, falseNegatives));
    }

    /// <summary>What has been seen so far, from the highest probability down.</summary>
    internal sealed class Ranking(float threshold)
    {
        private double tiedPositives, tied;
        private float last = float.PositiveInfinity;
        private bool hasCut;

        public double Positives { get; private set; }

        public double Negatives { get; private set; }

        public double Area { get; private set; }

        public double PrecisionGain { get; private set; }

        public double Loss { get; private set; }

        public double SquaredError { get; private set; }

        public ReliabilitySums Reliability { get; } = new();

        /// <summary>The positives from the threshold on, once all has been seen.</summary>
        public double TruePositives { get; private set; }

        /// <summary>The negatives from the threshold on, once all has been seen.</summary>
        public double FalsePositives { get; private set; }

        public void Add(ReadOnlySpan<Term> terms, Resample resample)
        {
            double loss = 0, squares = 0, positives = tiedPositives, all = tied;
            foreach (ref readonly Term term in terms)
            {
                if (term.Probability != last)
                {
                    EndTie(positives, all - positives);
                    positives = all = 0;
                    last = term.Probability;
                    if (last < threshold) Cut();
                }

                double weight = resample.Count(term.Key) * term.Weight;
                loss += weight * term.Loss;
                squares += weight * term.SquaredError;
                positives += weight * term.Label;
                all += weight;
            }

            (tiedPositives, tied) = (positives, all);
            Loss += loss;
            SquaredError += squares;
        }

        /// <summary>Closes the last run of equal probabilities.</summary>
        public void End()
        {
            EndTie(tiedPositives, tied - tiedPositives);
            tiedPositives = tied = 0;
            Cut();
        }

        private void Cut()
        {
            if (hasCut) return;
            (TruePositives, FalsePositives, hasCut) = (Positives, Negatives, true);
        }

        private void EndTie(double positives, double negatives)
        {
            Area += negatives * (Positives + (positives / 2));
            Positives += positives;
            Negatives += negatives;
            if (positives > 0) PrecisionGain += positives * (Positives / (Positives + Negatives));
            // Before the first row there is no probability, and nothing was seen.
            if (positives + negatives > 0) Reliability.Add(last, positives + negatives, positives);
        }
    }

    internal readonly record struct Term(uint Key, float Probability, double Weight, double Label, double Loss, double SquaredError);
}
