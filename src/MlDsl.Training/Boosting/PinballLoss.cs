namespace MlDsl.Training;

/// <summary>How far off predictions of a quantile are: what early stopping measures there, where the task's loss would stop at the mean.</summary>
/// <remarks>Koenker and Bassett (1978), "Regression Quantiles".</remarks>
internal static class PinballLoss
{
    /// <summary>The weighted mean of level·(y − ŷ) above the prediction and (1 − level)·(ŷ − y) below it.</summary>
    public static RowLoss Of(double level) => (in ScoredRows rows) =>
    {
        ReadOnlySpan<float> weights = rows.Rows.Weights;
        double sum = 0, total = 0;
        for (int row = 0; row < rows.Labels.Length; row++)
        {
            double weight = weights.IsEmpty ? 1 : weights[row], error = (double)rows.Labels[row] - rows.Predictions[row];
            sum += weight * Math.Max(level * error, (level - 1) * error);
            total += weight;
        }
        return sum / total;
    };
}
