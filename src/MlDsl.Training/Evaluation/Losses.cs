namespace MlDsl.Training;

/// <summary>
/// The weighted mean loss of predictions, without intervals and without allocation: what permutation importance compares and what
/// early stopping watches. Inputs are not checked beyond their lengths; an empty span of weights means that every row weighs 1.
/// </summary>
public static class Losses
{
    /// <summary>Root mean squared error, in the label's unit.</summary>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static double Rmse(ReadOnlySpan<float> labels, ReadOnlySpan<float> predictions, ReadOnlySpan<float> weights = default)
    {
        CheckLengths(labels.Length, predictions.Length, weights.Length);
        double loss = 0, total = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            double weight = weights.IsEmpty ? 1 : weights[row], error = (double)labels[row] - predictions[row];
            loss += weight * error * error;
            total += weight;
        }

        return Math.Sqrt(loss / total);
    }

    /// <summary>Binary log-loss in nats, clipped as <see cref="BinaryMetrics.LogLoss"/> is.</summary>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static double LogLoss(ReadOnlySpan<bool> labels, ReadOnlySpan<float> probabilities, ReadOnlySpan<float> weights = default)
    {
        CheckLengths(labels.Length, probabilities.Length, weights.Length);
        double loss = 0, total = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            double weight = weights.IsEmpty ? 1 : weights[row], probability = probabilities[row];
            loss += weight * Clipped.LogLoss(labels[row] ? probability : 1 - probability);
            total += weight;
        }

        return loss / total;
    }

    /// <summary>Multiclass log-loss in nats, clipped as <see cref="MulticlassMetrics.LogLoss"/> is.</summary>
    /// <param name="labels">For each row the index of its class.</param>
    /// <param name="probabilities">Row-major, rows × classes.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="weights">The weight of each row.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static double LogLoss(
        ReadOnlySpan<int> labels, ReadOnlySpan<float> probabilities, int classes, ReadOnlySpan<float> weights = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        CheckLengths((long)labels.Length * classes, probabilities.Length, (long)weights.Length * classes);
        double loss = 0, total = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            double weight = weights.IsEmpty ? 1 : weights[row];
            loss += weight * Clipped.LogLoss(probabilities[(row * classes) + labels[row]]);
            total += weight;
        }

        return loss / total;
    }

    private static void CheckLengths(long labels, int predictions, long weights)
    {
        if (labels != predictions || (weights != 0 && weights != labels))
            throw new ArgumentException($"Labels need {labels} predictions and as many or no weights, not {predictions} and {weights}");
    }
}
