namespace MlDsl.Training;

/// <summary>The threshold that a share of the training rows is above.</summary>
internal static class Contamination
{
    /// <summary>The least of the highest scores that have the share of the weight, rounded to whole rows, or the highest of all.</summary>
    /// <param name="scores">The score of each training row; sorted by it.</param>
    /// <param name="weights">The weight of each, at least 0 and not all 0.</param>
    /// <param name="share">Above 0 and at most 0.5.</param>
    public static Probability ThresholdOf(float[] scores, float[] weights, double share)
    {
        Array.Sort(scores, weights);
        double most = 0, taken = 0;
        foreach (float weight in weights) most += weight;
        most *= share;
        float threshold = 0;
        for (int i = scores.Length - 1; i >= 0; i--)
        {
            if (weights[i] == 0) continue;
            // The row that crosses the share is the last where more than half of it is within.
            if (taken > 0 && taken + (weights[i] / 2) > most) break;
            threshold = scores[i];
            taken += weights[i];
        }
        return (Probability)threshold;
    }
}
