using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's CumSum: the sums of all elements up to each one along a dimension.</summary>
/// <param name="exclusive">Whether an element is not part of its own sum.</param>
/// <param name="reverse">Whether it is summed from the end.</param>
[Operator("CumSum", 11)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CumSum<T, TIndex>(long exclusive = 0, long reverse = 0) : Operator
    where T : unmanaged, INumberBase<T>
    where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    /// <summary>Sums.</summary>
    /// <param name="x">The value.</param>
    /// <param name="axis">The dimension; negative counts from the last.</param>
    /// <param name="y">The sums.</param>
    /// <exception cref="OperatorException">There is no such dimension.</exception>
    public void Run(Tensor<T> x, Tensor<TIndex> axis, [Result] Tensor<T> y)
    {
        if (axis.Length != 1) throw Error($"axis has the shape {ShapeText.Of(axis)}; one number is expected");
        int at = x.Axis(long.CreateChecked(axis.Values[0])), size = x.Size(at), inner = Strides.Product(x.Shape[(at + 1)..]);
        y.ResizeLike(x);
        ReadOnlySpan<T> from = x.Values;
        Span<T> into = y.Values;
        int step = reverse != 0 ? -inner : inner;
        for (int block = 0; block < from.Length; block += size * inner)
        {
            for (int i = 0; i < inner; i++)
            {
                T sum = T.Zero;
                int place = block + i + (reverse != 0 ? (size - 1) * inner : 0);
                for (int k = 0; k < size; k++, place += step)
                {
                    T before = sum;
                    sum += from[place];
                    into[place] = exclusive != 0 ? before : sum;
                }
            }
        }
    }
}
