namespace MlDsl.Properties.Routes;

/// <summary>How far calibrated probabilities may be off where scores are: by curves that a bound knows nothing of, and so by trying.</summary>
/// <param name="outcome">The outcome.</param>
/// <param name="scores">The scores of a row.</param>
/// <param name="bound">How far each may be off.</param>
internal sealed class CalibrationSlack(Outcome outcome, float[] scores, double bound)
{
    // A change that is lost in the last place of a probability shows over so many bounds.
    private const int Wide = 16;

    /// <summary>Three times what class <paramref name="k"/> changes where each score in turn goes up or down by the bound, all together: of small bounds the whole change is the sum.</summary>
    public double Of(int k)
    {
        double sum = 0;
        for (int i = 0; i < scores.Length; i++)
            sum += Math.Max(Math.Max(Change(k, i, bound), Change(k, i, -bound)), Math.Max(Change(k, i, Wide * bound), Change(k, i, -Wide * bound)) / Wide);
        return 3 * sum;
    }

    private double Change(int k, int score, double by)
    {
        int outputs = outcome.Outputs(scores.Length);
        float[] moved = [.. scores], before = new float[outputs], after = new float[outputs];
        moved[score] = (float)(scores[score] + by);
        if (!moved.All(outcome.Admits)) return 1;
        outcome.Apply(scores, before);
        outcome.Apply(moved, after);
        // Of the positive class the probability is all that there is.
        int at = outputs == 1 ? 0 : k;
        return Math.Abs((double)before[at] - after[at]);
    }
}
