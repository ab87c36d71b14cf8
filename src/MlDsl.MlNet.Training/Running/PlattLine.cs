using MlDsl.Training;

namespace MlDsl.MlNet;

/// <summary>Log-odds as a line of scores that have no unit.</summary>
internal static class PlattLine
{
    /// <summary>The slope and the intercept of Platt's line.</summary>
    /// <param name="labels">0 or 1 of each training row; both are there.</param>
    /// <param name="scores">The score of each.</param>
    /// <param name="weights">The weight of each.</param>
    /// <exception cref="TrainingException">There are too few rows.</exception>
    public static (double Slope, double Offset) Of(float[] labels, float[] scores, float[] weights)
    {
        if (labels.Length < Calibrator.FewestRows)
            throw new TrainingException($"{labels.Length} training rows do not tell the probabilities of scores: {Calibrator.FewestRows} are the fewest; give more rows, or use a trainer of log-odds, such as LogisticRegression");
        IReadOnlyList<double> line = Calibrator.OfTwo(MlDsl.Calibration.Platt, Array.ConvertAll(labels, static label => label > 0), scores, weights).Curves[0].Values;
        return (line[0], line[1]);
    }
}
