namespace MlDsl.Training;

/// <summary>The threshold that a share of the training rows is above.</summary>
internal static class Contamination
{
    /// <summary>The same of the scores that a predictor gives the rows of a design; one pass.</summary>
    public static ThresholdStep ThresholdOf(Predictor predictor, Link link, IDesign rows, double share, TrainingControl control)
    {
        var scores = new List<float>();
        var weights = new List<float>();
        var outcome = new Outcome([new LinkStep(link)]);
        foreach (FeatureBlock block in rows.Blocks(control.Cancellation))
        {
            var own = new float[block.Rows];
            predictor.Score(new SparseRows(block.RowStart, block.Positions, block.Values), own);
            foreach (float score in own) scores.Add(outcome.DegreeOf(score));
            weights.AddRange(block.Weights);
        }
        return new ThresholdStep(ThresholdOf([.. scores], [.. weights], share));
    }

    /// <summary>
    /// The least of the highest scores that have the share of the weight. Rows of equal score are above it together or not at all, whichever is nearer to the share; so that a share is not exceeded by far, the threshold is
    /// above all scores where more than one row has the highest and they are more than twice the share. One row that has it alone is always above.
    /// </summary>
    /// <param name="scores">The score of each training row, below 1 as those of either link are; sorted by it.</param>
    /// <param name="weights">The weight of each, at least 0 and not all 0.</param>
    /// <param name="share">Above 0 and at most 0.5.</param>
    public static Probability ThresholdOf(float[] scores, float[] weights, double share)
    {
        Array.Sort(scores, weights);
        double most = 0, taken = 0;
        bool any = false;
        foreach (float weight in weights) most += weight;
        most *= share;
        float threshold = 0;
        for (int end = scores.Length; end > 0;)
        {
            int start = end, rows = 0;
            double tied = 0;
            for (; start > 0 && scores[start - 1] == scores[end - 1]; start--)
            {
                tied += weights[start - 1];
                if (weights[start - 1] > 0) rows++;
            }
            float score = scores[end - 1];
            end = start;
            if (rows == 0) continue;
            if (taken + (tied / 2) > most && (any || rows > 1)) return (Probability)(any ? threshold : MathF.BitIncrement(score));
            (threshold, any) = (score, true);
            taken += tied;
        }
        return (Probability)threshold;
    }
}
