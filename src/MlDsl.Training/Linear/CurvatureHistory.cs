using System.Numerics.Tensors;

namespace MlDsl.Training;

/// <summary>
/// The last few steps and gradient changes, from which L-BFGS models the inverse Hessian (Nocedal 1980; the two loops are
/// algorithm 7.4 of Nocedal and Wright, Numerical Optimization, 2006).
/// </summary>
internal sealed class CurvatureHistory(int length)
{
    private const int Pairs = 10;

    private readonly List<(double[] Step, double[] Change, double Product)> pairs = new(Pairs);

    public bool IsEmpty => pairs.Count == 0;

    public void Clear() => pairs.Clear();

    /// <summary>Notes a step and what it did to the gradient, unless rounding hides the curvature.</summary>
    public void Add(ReadOnlySpan<double> from, ReadOnlySpan<double> to, ReadOnlySpan<double> gradientFrom, ReadOnlySpan<double> gradientTo)
    {
        // The oldest pair's arrays are used again.
        (double[] step, double[] change) = pairs.Count == Pairs
            ? (pairs[0].Step, pairs[0].Change)
            : (new double[length], new double[length]);
        if (pairs.Count == Pairs)
            pairs.RemoveAt(0);
        TensorPrimitives.Subtract(to, from, step);
        TensorPrimitives.Subtract(gradientTo, gradientFrom, change);
        double product = TensorPrimitives.Dot<double>(step, change);
        if (product > 1e-14 * TensorPrimitives.Norm<double>(step) * TensorPrimitives.Norm<double>(change))
            pairs.Add((step, change, product));
    }

    /// <summary>Writes the quasi-Newton step for a gradient: minus the modelled inverse Hessian times it.</summary>
    public void Direction(ReadOnlySpan<double> gradient, Span<double> direction)
    {
        Span<double> shares = stackalloc double[Pairs];
        TensorPrimitives.Negate(gradient, direction);
        for (int index = pairs.Count - 1; index >= 0; index--)
        {
            (double[] step, double[] change, double product) = pairs[index];
            shares[index] = TensorPrimitives.Dot(step, direction) / product;
            TensorPrimitives.MultiplyAdd(change, -shares[index], direction, direction);
        }

        if (!IsEmpty)
            TensorPrimitives.Multiply(direction, pairs[^1].Product / TensorPrimitives.SumOfSquares<double>(pairs[^1].Change), direction);
        for (int index = 0; index < pairs.Count; index++)
        {
            (double[] step, double[] change, double product) = pairs[index];
            double correction = shares[index] - (TensorPrimitives.Dot(change, direction) / product);
            TensorPrimitives.MultiplyAdd(step, correction, direction, direction);
        }
    }
}
