namespace MlDsl.Training;

/// <summary>
/// Every binary metric in one pass over the rows, sorted once from the highest probability down; 48 bytes a row. A resample only changes
/// the weights, so it needs no sort of its own.
/// </summary>
/// <remarks>ROC-AUC by the trapezoid over runs of equal probability, which counts each tie as half a right order.</remarks>
internal sealed class BinaryMeasurement : IMeasurement
{
    private readonly Term[] terms;
    private readonly int predictedPositive;

    public BinaryMeasurement(BinarySample sample, float threshold)
    {
        int[] order = sample.Ranked();
        terms = new Term[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            int row = order[i];
            double probability = sample.Probabilities[row], label = sample.Labels[row] ? 1 : 0, error = label - probability;
            bool endsTie = i + 1 == order.Length || sample.Probabilities[order[i + 1]] != sample.Probabilities[row];
            double loss = Clipped.LogLoss(sample.Labels[row] ? probability : 1 - probability);
            terms[i] = new Term(sample.Keys[row], sample.Weights[row], label, loss, error * error, endsTie);
            if (sample.Probabilities[row] >= threshold) predictedPositive = i + 1;
        }
    }

    public int Metrics => 8;

    public void Measure(in Resample resample, Span<double> values)
    {
        var ranking = new Ranking();
        ranking.Add(terms.AsSpan(0, predictedPositive), resample);
        double truePositives = ranking.Positives, falsePositives = ranking.Negatives;
        ranking.Add(terms.AsSpan(predictedPositive), resample);
        double positives = ranking.Positives, negatives = ranking.Negatives, weights = positives + negatives;

        // 0 / 0 is NaN, which is what an undefined metric is.
        values[0] = ranking.Area / (positives * negatives);
        values[1] = ranking.PrecisionGain / positives;
        values[2] = ranking.Loss / weights;
        values[3] = ranking.SquaredError / weights;
        values[4] = (truePositives + negatives - falsePositives) / weights;
        values[5] = truePositives / (truePositives + falsePositives);
        values[6] = truePositives / positives;
        values[7] = 2 * truePositives / (truePositives + falsePositives + positives);
    }

    /// <summary>The decisions on the rows as they are.</summary>
    public BinaryConfusion Confusion()
    {
        var ranking = new Ranking();
        ranking.Add(terms.AsSpan(0, predictedPositive), Resample.Original);
        double truePositives = ranking.Positives, falsePositives = ranking.Negatives;

        // Counted afresh rather than by difference, so that what is 0 is exactly 0.
        ranking = new Ranking();
        ranking.Add(terms.AsSpan(predictedPositive), Resample.Original);
        return new BinaryConfusion(truePositives, falsePositives, ranking.Negatives, ranking.Positives);
    }

    /// <summary>What has been seen so far, from the highest probability down.</summary>
    private struct Ranking
    {
        public double Positives;
        public double Negatives;
        public double Area;
        public double PrecisionGain;
        public double Loss;
        public double SquaredError;

        /// <summary>Adds rows; a run of equal probabilities must not be cut.</summary>
        public void Add(ReadOnlySpan<Term> terms, Resample resample)
        {
            Ranking seen = this;
            double tiedPositives = 0, tied = 0;
            foreach (ref readonly Term term in terms)
            {
                double weight = resample.Count(term.Key) * term.Weight;
                seen.Loss += weight * term.Loss;
                seen.SquaredError += weight * term.SquaredError;
                tiedPositives += weight * term.Label;
                tied += weight;
                if (!term.EndsTie) continue;
                seen.EndTie(tiedPositives, tied - tiedPositives);
                tiedPositives = tied = 0;
            }

            this = seen;
        }

        private void EndTie(double positives, double negatives)
        {
            Area += negatives * (Positives + (positives / 2));
            Positives += positives;
            Negatives += negatives;
            if (positives > 0) PrecisionGain += positives * (Positives / (Positives + Negatives));
        }
    }

    private readonly record struct Term(ulong Key, double Weight, double Label, double Loss, double SquaredError, bool EndsTie);
}
