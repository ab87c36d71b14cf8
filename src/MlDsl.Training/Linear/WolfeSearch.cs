using System.Numerics.Tensors;

namespace MlDsl.Training;

/// <summary>
/// A step that satisfies the strong Wolfe conditions. The losses are convex, so the slope grows along the line and the search
/// closes in on its root from both sides, by the cubic through both ends.
/// </summary>
internal sealed class WolfeSearch : LineSearch
{
    private const double Flatness = 0.9;

    public override double Penalty(ReadOnlySpan<double> point) => 0;

    public override void Gradient(Iterate at, Span<double> gradient) => at.Gradient.CopyTo(gradient);

    public override bool Step(IObjective objective, Iterate from, ReadOnlySpan<double> gradient, Span<double> direction, Iterate to)
    {
        double slope = TensorPrimitives.Dot(gradient, direction);
        if (!(slope < 0))
            return false;
        Trial low = new(0, from.Value, slope), high = new(double.PositiveInfinity, 0, 0);
        double length = 1;
        for (int evaluation = 0; evaluation < Evaluations; evaluation++)
        {
            Trial trial = Try(objective, from, direction, length, to);
            bool decreases = trial.Value <= from.Value + (Decrease * length * slope) + (Rounding * Math.Abs(from.Value));
            if (decreases && Math.Abs(trial.Slope) <= -Flatness * slope)
                return true;
            if (decreases && trial.Slope < 0)
                low = trial;
            else
                high = trial;
            length = Next(low, high);
        }

        // The low end lowers the objective, though the slope there is still steep.
        return low.Length > 0 && double.IsFinite(Try(objective, from, direction, low.Length, to).Value);
    }

    private static Trial Try(IObjective objective, Iterate from, ReadOnlySpan<double> direction, double length, Iterate to)
    {
        TensorPrimitives.MultiplyAdd(direction, length, from.Point, to.Point);
        to.Evaluate(objective);
        return new Trial(length, to.Value, TensorPrimitives.Dot(to.Gradient, direction));
    }

    private static double Next(Trial low, Trial high)
    {
        if (double.IsPositiveInfinity(high.Length))
            return 4 * low.Length;
        double gap = high.Length - low.Length;
        if (!double.IsFinite(high.Value) || !double.IsFinite(high.Slope))
            return low.Length + (0.1 * gap);
        // Nocedal and Wright (2006), equation 3.59.
        double first = low.Slope + high.Slope - (3 * (high.Value - low.Value) / gap);
        double root = Math.Sqrt((first * first) - (low.Slope * high.Slope));
        double share = 1 - ((high.Slope + root - first) / (high.Slope - low.Slope + (2 * root)));
        // Never so near an end that the search stands still; the middle where rounding spoils the cubic.
        return low.Length + (gap * (double.IsFinite(share) ? Math.Clamp(share, 0.1, 0.9) : 0.5));
    }

    private readonly record struct Trial(double Length, double Value, double Slope);
}
