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
        EvaluationChecks.Rows(labels.Length, rows.Side);
        EvaluationChecks.Probabilities(probabilities, rows.Side);
        double[] weights = EvaluationChecks.Weights(labels.Length, rows.Weights, rows.Side);
        var sample = new BinarySample(labels.ToArray(), probabilities.ToArray(), weights, []);

        double positives = 0;
        for (int row = 0; row < weights.Length; row++) positives += labels[row] ? weights[row] : 0;
        if (positives == 0)
        {
            throw new EvaluationException(
                $"No row of the {rows.Side ?? "evaluated"} set is positive: no threshold has an F1; set one by hand");
        }


        return Best(sample, positives);
    }

    private static ThresholdChoice Best(BinarySample sample, double positives)
    {
        int[] order = sample.Ranked();
        double truePositives = 0, predicted = 0, bestF1 = -1;
        float threshold = 0;
        for (int i = 0; i < order.Length; i++)
        {
            float here = sample.Probabilities[order[i]];
            predicted += sample.Weights[order[i]];
            if (sample.Labels[order[i]]) truePositives += sample.Weights[order[i]];

            float next = i + 1 < order.Length ? sample.Probabilities[order[i + 1]] : 0;
            if (i + 1 < order.Length && next == here) continue;
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
