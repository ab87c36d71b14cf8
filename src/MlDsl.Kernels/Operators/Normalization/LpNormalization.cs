using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's LpNormalization: elements along an axis divided by the sum of their sizes, or by the root of the sum of their squares.</summary>
/// <typeparam name="T">float, double or float16.</typeparam>
[Operator("LpNormalization")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LpNormalization<T> : Operator
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly long axis;
    private readonly bool isFirst;

    /// <param name="axis">The axis.</param>
    /// <param name="p">1 for the sum of the sizes, 2 for the root of the sum of the squares.</param>
    /// <exception cref="OperatorException"><paramref name="p"/> is another number.</exception>
    public LpNormalization(long axis = -1, long p = 2)
    {
        if (p is not (1 or 2)) throw Error($"'p' is {p}; 1 or 2 is expected");
        (this.axis, isFirst) = (axis, p == 1);
    }

    /// <summary>Normalizes.</summary>
    /// <param name="input">The values.</param>
    /// <param name="output">The normalized ones; zeros where all elements are zero.</param>
    /// <exception cref="OperatorException">There is no such axis.</exception>
    public void Run(Tensor<T> input, [Result] Tensor<T> output)
    {
        int first = RowNormalization.Axis(input, axis) ?? throw Error($"'axis' is {axis}; the input has the shape {ShapeText.Of(input)}"), step = 1;
        ReadOnlySpan<long> sizes = input.Shape;
        for (int d = first + 1; d < sizes.Length; d++) step *= (int)sizes[d];
        output.ResizeLike(input);
        if (input.Length > 0) AlongAxis.Run(input.Values, output.Values, (int)sizes[first], step, new Row(isFirst));
    }

    private readonly struct Row(bool isFirst) : IRowFunction
    {
        public void Apply<TWork>(ReadOnlySpan<TWork> x, Span<TWork> result)
            where TWork : unmanaged, IBinaryFloatingPointIeee754<TWork>
        {
            TWork norm = isFirst ? TensorPrimitives.SumOfMagnitudes(x) : TWork.Sqrt(TensorPrimitives.SumOfSquares(x));
            if (TWork.IsZero(norm)) result.Clear();
            else TensorPrimitives.Divide(x, norm, result);
        }
    }
}
