using System.Numerics.Tensors;

namespace MlDsl.Training;

/// <summary>
/// The steps of OWL-QN (Andrew and Gao, Scalable Training of L1-Regularized Log-Linear Models, 2007): within one orthant the
/// absolute penalty is linear, so a step that would leave the orthant stops at its border, at exactly 0.
/// </summary>
/// <param name="penalty">Per variable the strength of its absolute penalty; 0 for the intercepts.</param>
internal sealed class OrthantSearch(double[] penalty) : LineSearch
{
    public override double Penalty(ReadOnlySpan<double> point)
    {
        double sum = 0;
        for (int index = 0; index < penalty.Length; index++)
            sum += penalty[index] * Math.Abs(point[index]);
        return sum;
    }

    public override void Gradient(Iterate at, Span<double> gradient)
    {
        for (int index = 0; index < penalty.Length; index++)
        {
            double slope = at.Gradient[index], strength = penalty[index];
            // At 0 the penalty pulls from both sides: only what exceeds it moves the weight.
            gradient[index] = at.Point[index] != 0
                ? slope + (Math.Sign(at.Point[index]) * strength)
                : slope - Math.Clamp(slope, -strength, strength);
        }
    }

    public override bool Step(IObjective objective, Iterate from, ReadOnlySpan<double> gradient, Span<double> direction, Iterate to)
    {
        for (int index = 0; index < penalty.Length; index++)
        {
            if (penalty[index] > 0 && direction[index] * gradient[index] >= 0)
                direction[index] = 0;
        }

        double value = from.Value + Penalty(from.Point), length = 1;
        if (!(TensorPrimitives.Dot(gradient, direction) < 0))
            return false;
        for (int evaluation = 0; evaluation < Evaluations; evaluation++)
        {
            double promised = Move(from.Point, gradient, direction, length, to.Point);
            to.Evaluate(objective);
            double reached = to.Value + Penalty(to.Point);
            if (reached <= value + (Decrease * promised) + (Rounding * Math.Abs(value)))
                return promised < 0;
            // The minimum of the parabola through what is known, but never so near that the search stands still.
            double share = promised / (2 * (promised + value - reached));
            length *= Math.Clamp(share, 0.1, 0.5);
        }

        return false;
    }

    /// <summary>Writes the point at a length, and returns the decrease that the gradient promises for it.</summary>
    private double Move(double[] from, ReadOnlySpan<double> gradient, ReadOnlySpan<double> direction, double length, double[] to)
    {
        double promised = 0;
        for (int index = 0; index < penalty.Length; index++)
        {
            double moved = from[index] + (length * direction[index]);
            // The orthant is the one of the point, or at 0 the one that the gradient leads into.
            double sign = from[index] != 0 ? from[index] : -gradient[index];
            to[index] = penalty[index] > 0 && moved * sign <= 0 ? 0 : moved;
            promised += gradient[index] * (to[index] - from[index]);
        }

        return promised;
    }
}
