using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>A function of the elements along an axis; before opset 13 along all dimensions from the axis on.</summary>
/// <typeparam name="T">float, double or float16.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SoftmaxOperator<T> : Operator
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly long axis;
    private readonly bool isFlat;

    /// <param name="axis">The axis, negative from the last one.</param>
    /// <param name="isFlat">Whether the dimensions behind the axis belong to it.</param>
    private protected SoftmaxOperator(long axis, bool isFlat) => (this.axis, this.isFlat) = (axis, isFlat);

    /// <summary>Calculates as many results as elements.</summary>
    /// <param name="input">The values.</param>
    /// <param name="output">The results, of the same shape.</param>
    /// <exception cref="OperatorException">There is no such axis.</exception>
    public void Run(Tensor<T> input, [Result] Tensor<T> output)
    {
        int rank = input.Rank, first = (int)(axis < 0 ? axis + rank : axis), length = 1, step = 1;

        // Flattened, the axis may be the one behind the last: then each element is a row.
        if (axis < -rank || axis > rank || (first == rank && !isFlat && rank > 0)) throw NoAxis(input);
        ReadOnlySpan<long> sizes = input.Shape;
        for (int d = first; d < rank; d++)
        {
            if (isFlat || d == first) length *= (int)sizes[d];
            else step *= (int)sizes[d];
        }
        output.ResizeLike(input);
        if (input.Length > 0) Apply(input.Values, output.Values, length, step);
    }

    /// <summary>Calculates, as <see cref="AlongAxis"/> does.</summary>
    private protected abstract void Apply(ReadOnlySpan<T> x, Span<T> result, int length, int step);

    private OperatorException NoAxis(Tensor input) => Error($"'axis' is {axis}; the input has the shape {ShapeText.Of(input)}");
}
