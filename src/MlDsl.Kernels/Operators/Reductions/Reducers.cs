using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>The arithmetic of reductions. Logarithms, roots and means of integers are calculated in double precision and cut.</summary>
/// <typeparam name="T">The elements.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Reducers<T>
    where T : unmanaged, INumber<T>
{
    private static T Real(T value, Func<double, double> function) => T.CreateSaturating(function(double.CreateSaturating(value)));

    /// <summary>The sum; 0 of none.</summary>
    public readonly struct Sum : IReducer<T>
    {
        /// <inheritdoc/>
        public static T Reduce(ReadOnlySpan<T> values) => TensorPrimitives.Sum(values);
    }

    /// <summary>The mean; 0 of none.</summary>
    public readonly struct Mean : IReducer<T>
    {
        /// <inheritdoc/>
        public static T Reduce(ReadOnlySpan<T> values) =>
            values.IsEmpty ? T.Zero : TensorPrimitives.Sum(values) / T.CreateChecked(values.Length);
    }

    /// <summary>The largest; the smallest number there is of none. NaN where one is NaN.</summary>
    public readonly struct Max : IReducer<T>
    {
        /// <inheritdoc/>
        public static T Reduce(ReadOnlySpan<T> values) => values.IsEmpty ? T.CreateSaturating(double.NegativeInfinity) : TensorPrimitives.Max(values);
    }

    /// <summary>The smallest; the largest number there is of none. NaN where one is NaN.</summary>
    public readonly struct Min : IReducer<T>
    {
        /// <inheritdoc/>
        public static T Reduce(ReadOnlySpan<T> values) => values.IsEmpty ? T.CreateSaturating(double.PositiveInfinity) : TensorPrimitives.Min(values);
    }

    /// <summary>The product; 1 of none.</summary>
    public readonly struct Prod : IReducer<T>
    {
        /// <inheritdoc/>
        public static T Reduce(ReadOnlySpan<T> values)
        {
            T product = T.One;
            foreach (T value in values) product *= value;
            return product;
        }
    }

    /// <summary>The sum of absolute values; 0 of none.</summary>
    public readonly struct L1 : IReducer<T>
    {
        /// <inheritdoc/>
        public static T Reduce(ReadOnlySpan<T> values)
        {
            T sum = T.Zero;
            foreach (T value in values) sum += T.Abs(value);
            return sum;
        }
    }

    /// <summary>The Euclidean length; 0 of none.</summary>
    public readonly struct L2 : IReducer<T>
    {
        /// <inheritdoc/>
        public static T Reduce(ReadOnlySpan<T> values) => Real(SumSquare.Reduce(values), Math.Sqrt);
    }

    /// <summary>The logarithm of the sum.</summary>
    public readonly struct LogSum : IReducer<T>
    {
        /// <inheritdoc/>
        public static T Reduce(ReadOnlySpan<T> values) => Real(TensorPrimitives.Sum(values), Math.Log);
    }

    /// <summary>The logarithm of the sum of exponentials, taken from the largest so that nothing overflows.</summary>
    public readonly struct LogSumExp : IReducer<T>
    {
        /// <inheritdoc/>
        public static T Reduce(ReadOnlySpan<T> values)
        {
            double highest = double.NegativeInfinity, sum = 0;
            foreach (T value in values) highest = Math.Max(highest, double.CreateChecked(value));
            if (double.IsInfinity(highest)) return T.CreateSaturating(highest);
            foreach (T value in values) sum += Math.Exp(double.CreateChecked(value) - highest);
            return T.CreateSaturating(highest + Math.Log(sum));
        }
    }

    /// <summary>The sum of squares; 0 of none.</summary>
    public readonly struct SumSquare : IReducer<T>
    {
        /// <inheritdoc/>
        public static T Reduce(ReadOnlySpan<T> values) => TensorPrimitives.SumOfSquares(values);
    }
}
