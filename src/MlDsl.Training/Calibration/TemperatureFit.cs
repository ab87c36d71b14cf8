namespace MlDsl.Training;

/// <summary>The one number that scores of several classes are multiplied by for the smallest log-loss, 1/T. Newton's method, kept between bounds.</summary>
internal static class TemperatureFit
{
    /// <summary>The smallest slope: at this temperature all classes are as good as alike.</summary>
    public const double LeastSlope = 1e-6;

    private const double MostSlope = 1e6;
    private const int MostSteps = 200;

    /// <summary>The slope.</summary>
    /// <param name="labels">The index of each row's class.</param>
    /// <param name="scores">Row-major, rows × classes.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="weights">The weight of each row.</param>
    public static double Solve(ReadOnlySpan<int> labels, ReadOnlySpan<float> scores, int classes, ReadOnlySpan<float> weights)
    {
        // The loss is convex: the root of its slope lies between the ends of a shrinking range.
        double low = LeastSlope, high = MostSlope, at = 1;
        for (int step = 0; step < MostSteps && high - low > 1e-13 * high; step++)
        {
            var (gradient, bend) = Derivatives(labels, scores, classes, weights, at);
            if (gradient > 0) high = at;
            else low = at;
            double next = bend > 0 ? at - (gradient / bend) : double.NaN;
            if (Math.Abs(next - at) <= 1e-14 * at) return at;
            at = next > low && next < high ? next : Math.Sqrt(low * high);
        }
        return at;
    }

    private static (double Gradient, double Bend) Derivatives(ReadOnlySpan<int> labels, ReadOnlySpan<float> scores, int classes, ReadOnlySpan<float> weights, double slope)
    {
        // A pull to 1 of next to nothing: of classes that scores part perfectly, a larger slope is always better.
        double gradient = NewtonFit.Pull * (slope - 1), bend = NewtonFit.Pull;
        for (int row = 0; row < labels.Length; row++)
        {
            ReadOnlySpan<float> own = scores.Slice(row * classes, classes);
            float largest = float.NegativeInfinity;
            foreach (float score in own) largest = Math.Max(largest, score);
            double sum = 0, mean = 0, squares = 0;
            foreach (float score in own)
            {
                double less = (double)score - largest, power = Math.Exp(slope * less);
                sum += power;
                mean += power * less;
                squares += power * less * less;
            }
            mean /= sum;
            gradient += weights[row] * (mean - ((double)own[labels[row]] - largest));
            bend += weights[row] * Math.Max((squares / sum) - (mean * mean), 0);
        }
        return (gradient, bend);
    }
}
