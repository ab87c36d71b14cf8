using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's MeanVarianceNormalization: (x - mean) / deviation over some dimensions.</summary>
/// <typeparam name="T">float, double or float16.</typeparam>
/// <param name="axes">The dimensions; by default all but the second one of four.</param>
[Operator("MeanVarianceNormalization", 9)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MeanVarianceNormalization<T>(long[]? axes = null) : Operator
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly long[] AllButChannels = [0, 2, 3];

    /// <summary>Normalizes.</summary>
    /// <param name="x">The values.</param>
    /// <param name="y">The normalized ones.</param>
    /// <exception cref="OperatorException">There is no such axis.</exception>
    public void Run(Tensor<T> x, [Result] Tensor<T> y)
    {
        var walk = new ReduceWalk(x.Shape);
        foreach (long axis in axes ?? AllButChannels) walk.Reduce(RowNormalization.Axis(x, axis) ?? throw NoAxis(x, axis));
        y.ResizeLike(x);
        if (x.Length == 0) return;
        if (typeof(T) == typeof(double)) Groups<double>(x.Values, y.Values, walk);
        else Groups<float>(x.Values, y.Values, walk);
    }

    [SkipLocalsInit]
    private static void Groups<TWork>(ReadOnlySpan<T> x, Span<T> y, in ReduceWalk walk)
        where TWork : unmanaged, IBinaryFloatingPointIeee754<TWork>
    {
        int count = walk.Count;
        using var scratch = new NearSpan<TWork>(stackalloc TWork[256], count);
        Span<TWork> group = scratch.Span;
        TWork size = TWork.CreateTruncating(count);
        for (int g = 0; g < x.Length / count; g++)
        {
            int start = walk.Start(g);
            for (int k = 0; k < count; k++) group[k] = TWork.CreateTruncating(x[start + walk.Member(k)]);
            TensorPrimitives.Subtract(group, TensorPrimitives.Sum<TWork>(group) / size, group);

            // The small number keeps equal elements at zero.
            TWork deviation = TWork.Sqrt(TensorPrimitives.SumOfSquares<TWork>(group) / size) + TWork.CreateTruncating(1e-9);
            TensorPrimitives.Divide(group, deviation, group);
            for (int k = 0; k < count; k++) y[start + walk.Member(k)] = T.CreateTruncating(group[k]);
        }
    }

    private OperatorException NoAxis(Tensor x, long axis) => Error($"the axis {axis} is not one of the input's shape {ShapeText.Of(x)}");
}
