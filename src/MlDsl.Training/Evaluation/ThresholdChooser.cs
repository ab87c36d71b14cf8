namespace MlDsl.Training;

/// <summary>Chooses where a binary classifier says yes.</summary>
public static class ThresholdChooser
{
    /// <summary>The threshold of the highest F1; of equally good ones the highest.</summary>
    /// <remarks>
    /// Sorts once and looks at every cut between two different probabilities. The threshold lies midway between them, so that a tiny
    /// change of a probability does not flip a decision. Choose on validation rows: on training rows the probabilities are too sure.
    /// </remarks>
    /// <param name="labels">The label of each row; at least one is positive.</param>
    /// <param name="probabilities">The probability that each row is positive, from 0 to 1.</param>
    /// <param name="rows">Weights and the name of the side; groups and slices do not matter here.</param>
    /// <exception cref="EvaluationException">There are no rows, none is positive, or one holds what cannot be measured.</exception>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static ThresholdChoice MaximizeF1(ReadOnlySpan<bool> labels, ReadOnlySpan<float> probabilities, EvaluationRows rows = default)
    {
        EvaluationChecks.Length(labels.Length, probabilities.Length, nameof(probabilities));
        return MaximizeF1(KeptRows.Of(BinaryEvaluator.Scored(labels, probabilities), rows), EvaluationOptions.Default);
    }

    /// <summary>The same for rows that are held already; sorts them where they are.</summary>
    internal static ThresholdChoice MaximizeF1(KeptRows rows, EvaluationOptions options)
    {
        EvaluationChecks.Rows(rows);
        double positives = 0;
        for (int row = 0; row < rows.Count; row++) positives += rows.Label(row) != 0 ? rows.Weight(row) : 0;
        if (positives == 0)
        {
            throw new EvaluationException(
                $"No row of the {rows.Side ?? "evaluated"} set is positive: no threshold has an F1; set one by hand");
        }

        return Best(new RankedRows(rows, options.Workers), positives);
    }

    private static ThresholdChoice Best(RankedRows ranked, double positives)
    {
        double truePositives = 0, predicted = 0, bestF1 = -1;
        float threshold = 0;
        for (int rank = 0; rank < ranked.Count; rank++)
        {
            float here = ranked.Probability(rank);
            double weight = ranked.Rows.Weight(ranked.Row(rank));
            predicted += weight;
            if (ranked.Label(rank)) truePositives += weight;

            float next = rank + 1 < ranked.Count ? ranked.Probability(rank + 1) : 0;
            if (rank + 1 < ranked.Count && next == here) continue;
            double f1 = 2 * truePositives / (predicted + positives);
            if (f1 <= bestF1) continue;
            bestF1 = f1;
            threshold = Between(next, here);
        }

        return new ThresholdChoice(Probability.Unchecked(threshold), bestF1);
    }

    // Neighbouring floats have no number between them; then the upper one itself divides them.
    private static float Between(float low, float high)
    {
        float middle = low + ((high - low) / 2);
        return middle > low ? middle : high;
    }
}
