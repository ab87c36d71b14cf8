namespace MlDsl.Training;

/// <summary>
/// Logistic regression of targets from 0 to 1 on at most three numbers a row, from few rows: the curves of calibrations. Newton's method with
/// halved steps; the loss is convex, so there is one answer.
/// </summary>
/// <remarks>
/// The coefficients are pulled to their start with a strength of 10⁻⁶ rows: next to nothing beside rows that say anything, and a finite answer
/// where scores part the classes perfectly.
/// </remarks>
internal static class NewtonFit
{
    /// <summary>How strongly coefficients are pulled to their start, in rows.</summary>
    public const double Pull = 1e-6;

    private const double Accuracy = 1e-12;
    private const int MostSteps = 200, MostHalvings = 60;

    /// <summary>The coefficients of the smallest weighted log-loss.</summary>
    /// <param name="features">Row-major, rows × <paramref name="start"/>'s length.</param>
    /// <param name="targets">From 0 to 1, one a row.</param>
    /// <param name="weights">Not negative, one a row.</param>
    /// <param name="start">The coefficients to begin with and to be pulled to.</param>
    public static double[] Solve(ReadOnlySpan<double> features, ReadOnlySpan<double> targets, ReadOnlySpan<float> weights, ReadOnlySpan<double> start)
    {
        int size = start.Length;
        double[] at = start.ToArray(), gradient = new double[size], curvature = new double[size * size];
        double loss = Loss(features, targets, weights, start, at, gradient, curvature);
        for (int step = 0; step < MostSteps; step++)
        {
            // The lower triangle of the curvature gives the step to the bottom of its parabola. Two features may be one but for rounding.
            double[] move = CholeskySolve.Of(curvature, gradient, static (_, left, _) => Math.Max(left, Pull * 1e-3));
            double slope = 0;
            for (int i = 0; i < size; i++) slope += move[i] * gradient[i];
            if (slope <= Accuracy * (1 + Math.Abs(loss))) return at;
            double[]? next = null;
            double best = loss;
            for (int halving = 0; halving < MostHalvings && next is null; halving++)
            {
                double length = Math.ScaleB(1, -halving);
                double[] tried = new double[size];
                for (int i = 0; i < size; i++) tried[i] = at[i] - (length * move[i]);
                double there = Loss(features, targets, weights, start, tried, gradient, curvature);
                if (there < loss - (1e-4 * length * slope)) (next, best) = (tried, there);
            }
            // No step is better to the last bit: this is the bottom.
            if (next is null) return at;
            (at, loss) = (next, best);
        }
        return at;
    }

    private static double Loss(
        ReadOnlySpan<double> features, ReadOnlySpan<double> targets, ReadOnlySpan<float> weights, ReadOnlySpan<double> start, double[] at, double[] gradient, double[] curvature)
    {
        int size = at.Length;
        double loss = 0;
        Array.Clear(gradient);
        Array.Clear(curvature);
        for (int row = 0; row < targets.Length; row++)
        {
            ReadOnlySpan<double> own = features.Slice(row * size, size);
            double odds = 0, weight = weights[row], target = targets[row];
            for (int i = 0; i < size; i++) odds += at[i] * own[i];
            double probability = CalibrationCurve.Logistic(odds);
            loss += weight * (CalibrationCurve.Softplus(odds) - (target * odds));
            double error = weight * (probability - target), bend = weight * probability * (1 - probability);
            for (int i = 0; i < size; i++)
            {
                gradient[i] += error * own[i];
                for (int k = 0; k <= i; k++) curvature[(i * size) + k] += bend * own[i] * own[k];
            }
        }
        for (int i = 0; i < size; i++)
        {
            double away = at[i] - start[i];
            loss += Pull / 2 * away * away;
            gradient[i] += Pull * away;
            curvature[(i * size) + i] += Pull;
        }
        return loss;
    }
}
