namespace MlDsl.Properties.Routes;

/// <summary>How far a probability of a graph may be from the model's of the same scores: by the roundings that both make, as shares of the probability.</summary>
/// <param name="outcome">What makes probabilities of scores.</param>
internal sealed class ProbabilityBounds(Outcome outcome)
{
    // Half of a float's last place is at most this share of it; below the least normal number places no longer shrink.
    private const double Unit = 1.0 / (1 << 24), Least = 1.2e-38;

    /// <summary>The bound of a class's probability.</summary>
    /// <param name="probability">What the model says, or what follows from it.</param>
    /// <param name="isRest">Whether it is what the model's own probability of the other of two classes leaves.</param>
    public double Of(double probability, bool isRest) => Least + (Unit * (isRest && outcome.Calibration is not null ? 1 + probability : Roundings(probability) * probability));

    // The graph computes in double and rounds once, and so does a calibration. A logistic function of floats has an exponential (an ulp, and its argument exact), a sum and
    // a quotient. A softmax of floats has a difference, which is as wrong in the exponent as it is large, and it is no larger than the probability is small;
    // an exponential, a sum with a rounding for each class, and a quotient: of the own class, and of all in the sum.
    private double Roundings(double probability) => outcome.Calibration is not null ? 2
        : outcome.Link == Link.Logit ? 6
        : 8 + (2 * Classes.Of(outcome).Count) - Math.Log(Math.Max(probability, Least));
}
