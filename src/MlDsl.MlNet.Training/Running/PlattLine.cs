using MlDsl.Training;

namespace MlDsl.MlNet;

/// <summary>Log-odds as a line of scores that have no unit.</summary>
internal static class PlattLine
{
    /// <summary>The slope and the intercept of Platt's line.</summary>
    /// <param name="labels">0 or 1 of each training row; both are there.</param>
    /// <param name="scores">The score of each, of any size.</param>
    /// <param name="weights">The weight of each; some are above 0.</param>
    /// <param name="advice">What to do where scores are not finite, as the end of a sentence.</param>
    /// <exception cref="TrainingException">There are too few rows, or a score is not finite.</exception>
    public static (double Slope, double Offset) Of(float[] labels, float[] scores, float[] weights, string advice)
    {
        if (labels.Length < Calibrator.FewestRows)
            throw new TrainingException($"{labels.Length} training rows do not tell the probabilities of scores: {Calibrator.FewestRows} are the fewest; give more rows, or use a trainer of log-odds, such as LogisticRegression");
        if (!Array.TrueForAll(scores, float.IsFinite)) throw new TrainingException($"The scores of training rows are not finite: the training has diverged; {advice}");
        // The curve is looked for from the slope 1, which is near where scores have the mean 0 and the deviation 1 only.
        var (mean, deviation) = Spread(scores, weights);
        float[] scaled = Array.ConvertAll(scores, score => (float)((score - mean) / deviation));
        IReadOnlyList<double> line = Calibrator.OfTwo(MlDsl.Calibration.Platt, Array.ConvertAll(labels, static label => label > 0), scaled, weights).Curves[0].Values;
        double slope = line[0] / deviation;
        return (slope, line[1] - (slope * mean));
    }

    // Scores that are all one have the deviation 1.
    private static (double Mean, double Deviation) Spread(float[] scores, float[] weights)
    {
        double total = 0, sum = 0, squares = 0;
        for (int row = 0; row < scores.Length; row++)
        {
            total += weights[row];
            sum += (double)weights[row] * scores[row];
        }
        double mean = sum / total;
        for (int row = 0; row < scores.Length; row++) squares += weights[row] * (scores[row] - mean) * (scores[row] - mean);
        double deviation = Math.Sqrt(squares / total);
        return (mean, deviation > 0 ? deviation : 1);
    }
}
