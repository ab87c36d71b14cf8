namespace MlDsl.Properties.Routes;

/// <summary>How far calibrated probabilities may be off where scores are: by curves that a bound knows nothing of, and so by trying.</summary>
/// <param name="outcome">The outcome.</param>
/// <param name="scores">The scores of a row.</param>
/// <param name="bound">How far each may be off.</param>
internal sealed class CalibrationSlack(Outcome outcome, float[] scores, double bound)
{
    /// <summary>Three times what class <paramref name="k"/> changes when its score goes up and the others down by the bound, or the other way.</summary>
    public double Of(int k) => 3 * Math.Max(Change(k, bound), Change(k, -bound));

    private double Change(int k, double by)
    {
        int outputs = outcome.Outputs(scores.Length);
        float[] moved = [.. scores], before = new float[outputs], after = new float[outputs];
        // The one score of two classes is that of the second over the first.
        if (scores.Length == 1) moved[0] = (float)(scores[0] + (k == 1 ? 2 * by : -2 * by));
        else for (int i = 0; i < moved.Length; i++) moved[i] = (float)(scores[i] + (i == k ? by : -by));
        if (!moved.All(outcome.Admits)) return 1;
        outcome.Apply(scores, before);
        outcome.Apply(moved, after);
        // Of the positive class the probability is all that there is.
        int at = outputs == 1 ? 0 : k;
        return Math.Abs((double)before[at] - after[at]);
    }
}
