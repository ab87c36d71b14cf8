namespace MlDsl.Training;

/// <summary>What a threshold is to be good for. Made by one of the static methods.</summary>
public sealed class ThresholdRule
{
    private readonly Func<double, double, double, double> goal;

    private ThresholdRule(string name, Func<double, double, double, double> goal) => (Name, this.goal) = (name, goal);

    /// <summary>The rule in words, for messages.</summary>
    internal string Name { get; }

    /// <summary>What a wrong yes and a wrong no cost; null where the rule knows no costs.</summary>
    internal (double FalsePositive, double FalseNegative)? Costs { get; private init; }

    /// <summary>The highest F: the harmonic mean of precision and recall, of which recall counts <paramref name="beta"/> times as much.</summary>
    /// <remarks>van Rijsbergen (1979), "Information retrieval", chapter 7.</remarks>
    /// <param name="beta">Above 0 and finite; 1 for F1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="beta"/> is out of its range.</exception>
    public static ThresholdRule MaximizeF(double beta = 1)
    {
        if (!(beta > 0 && double.IsFinite(beta))) throw new ArgumentOutOfRangeException(nameof(beta), beta, "beta is above 0 and finite, such as 1 for F1");
        double square = beta * beta;
        return new(FormattableString.Invariant($"F{beta}"), (right, said, positives) => (1 + square) * right / (said + (square * positives)));
    }

    /// <summary>The highest recall where at least so many of the predicted positives are positive.</summary>
    /// <param name="bound">Above 0 and at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is out of its range.</exception>
    public static ThresholdRule PrecisionAtLeast(double bound)
    {
        Check(bound);
        return new(FormattableString.Invariant($"a precision of {bound}"), (right, said, positives) => said > 0 && right >= bound * said ? right / positives : double.NegativeInfinity);
    }

    /// <summary>The highest precision where at least so many of the positives are predicted.</summary>
    /// <param name="bound">Above 0 and at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is out of its range.</exception>
    public static ThresholdRule RecallAtLeast(double bound)
    {
        Check(bound);
        return new(FormattableString.Invariant($"a recall of {bound}"), (right, said, positives) => said > 0 && right >= bound * positives ? right / said : double.NegativeInfinity);
    }

    /// <summary>The lowest cost of the decisions on the rows. Of probabilities that are calibrated, <see cref="ThresholdChooser.OfCosts"/> is the answer without rows.</summary>
    /// <param name="falsePositive">What a negative row costs that is predicted positive; finite and not negative.</param>
    /// <param name="falseNegative">What a positive row costs that is predicted negative; finite and not negative, and not 0 as well.</param>
    /// <exception cref="ArgumentOutOfRangeException">A cost is out of its range.</exception>
    public static ThresholdRule MinimizeCost(double falsePositive, double falseNegative)
    {
        CheckCosts(falsePositive, falseNegative);
        return new("the lowest cost", (right, said, positives) => -((falsePositive * (said - right)) + (falseNegative * (positives - right)))) { Costs = (falsePositive, falseNegative) };
    }

    internal static void CheckCosts(double falsePositive, double falseNegative)
    {
        foreach (double cost in (ReadOnlySpan<double>)[falsePositive, falseNegative])
            if (!(cost >= 0 && double.IsFinite(cost))) throw new ArgumentOutOfRangeException(nameof(falsePositive), cost, "A cost is finite and not negative");
        if (falsePositive + falseNegative == 0) throw new ArgumentOutOfRangeException(nameof(falsePositive), falsePositive, "Both costs are 0, so that any threshold is as good as another; give one");
    }

    /// <summary>How good a threshold is; negative infinity where it breaks a bound.</summary>
    /// <param name="right">The weight of the positives from the threshold on.</param>
    /// <param name="said">The weight of all rows from the threshold on.</param>
    /// <param name="positives">The weight of all positives.</param>
    internal double Goal(double right, double said, double positives) => goal(right, said, positives);

    private static void Check(double bound)
    {
        if (bound is not (> 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(bound), bound, "The bound is above 0 and at most 1");
    }
}
