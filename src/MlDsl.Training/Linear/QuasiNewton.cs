using System.Numerics.Tensors;

namespace MlDsl.Training;

/// <summary>
/// L-BFGS for the convex losses of the linear family, and its orthant-wise form OWL-QN when there is an absolute penalty.
/// </summary>
/// <remarks>
/// Suits few passes over many rows: about one pass per iteration, memory for some twenty vectors of weights, nothing per row.
/// Why not MathNet's minimizers: they know no absolute penalty and report no progress, and the bisecting line search of its
/// L-BFGS takes about one and a half to two and a half evaluations per iteration, where each is a pass over the rows.
/// </remarks>
internal static class QuasiNewton
{
    /// <summary>Minimises from a starting point.</summary>
    /// <param name="objective">The smooth part.</param>
    /// <param name="start">The starting point.</param>
    /// <param name="search">How to step: smooth, or with an absolute penalty.</param>
    /// <param name="unit">What the tolerance is measured in.</param>
    /// <param name="options">When to stop.</param>
    /// <param name="control">Whom to tell.</param>
    /// <param name="before">The iterations that were made on the way to the start, and count.</param>
    /// <exception cref="TrainingException">The objective is not finite at the start.</exception>
    public static Solution Minimize(
        IObjective objective, double[] start, LineSearch search, double unit, SolverOptions options, TrainingControl control, int before = 0)
    {
        Iterate current = new(start), next = new(new double[start.Length]);
        var steepest = new double[start.Length];
        var direction = new double[start.Length];
        var history = new CurvatureHistory(start.Length);
        current.Evaluate(objective);
        if (!double.IsFinite(current.Value))
            throw new TrainingException(FormattableString.Invariant($"The objective is {current.Value:R} before the first step; scale the features and the labels"));
        int iteration = before;
        while (true)
        {
            search.Gradient(current, steepest);
            double norm = Math.Abs(TensorPrimitives.MaxMagnitude<double>(steepest));
            double value = current.Value + search.Penalty(current.Point);
            control.Progress?.Report(new TrainingProgress(iteration, value, norm / unit, objective.Passes));
            bool converged = norm <= options.Tolerance * unit;
            if (converged || iteration >= options.MaxIterations)
                return new Solution(current.Point, value, iteration, converged);
            history.Direction(steepest, direction);
            if (search.Step(objective, current, steepest, direction, next))
            {
                history.Add(current.Point, next.Point, current.Gradient, next.Gradient);
                (current, next) = (next, current);
                iteration++;
            }
            else if (history.IsEmpty)
            {
                // Not even along the gradient does the objective fall: this is the minimum as far as doubles can tell.
                return new Solution(current.Point, value, iteration, Converged: false);
            }
            else
            {
                history.Clear();
            }
        }
    }
}

/// <summary>Where a minimisation ended.</summary>
internal sealed record Solution(double[] Point, double Value, int Iterations, bool Converged);
