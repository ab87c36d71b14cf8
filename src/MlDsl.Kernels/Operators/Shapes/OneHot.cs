using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's OneHot: a new dimension that is on where the index says it, and off elsewhere.</summary>
/// <param name="axis">Where the new dimension is in the result; negative counts from the last.</param>
[Operator("OneHot", 9)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OneHot<TIndex, TDepth, T>(long axis = -1) : Operator
    where TIndex : unmanaged, INumber<TIndex>
    where TDepth : unmanaged, INumber<TDepth>
{
    /// <summary>Encodes.</summary>
    /// <param name="indices">Positions; negative ones count from the last. Any that is none of them is off everywhere.</param>
    /// <param name="depth">The size of the new dimension.</param>
    /// <param name="values">What stands for off, and what for on.</param>
    /// <param name="output">The encoded positions.</param>
    /// <exception cref="OperatorException">The depth is not positive, or there are not two values.</exception>
    public void Run(Tensor<TIndex> indices, Tensor<TDepth> depth, Tensor<T> values, [Result] Tensor<T> output)
    {
        if (depth.Length != 1 || values.Length != 2) throw Error($"the depth has the shape {ShapeText.Of(depth)} and the values {ShapeText.Of(values)}; one number and two values are expected");
        long size = long.CreateSaturating(depth.Values[0]);
        int rank = indices.Rank + 1;
        if (size < 1) throw Error($"the depth is {size}; at least 1 is expected");
        if (axis < -rank || axis >= rank || rank > Tensor.MaxRank) throw Error($"'axis' is {axis}; the result has {rank} of at most {Tensor.MaxRank} dimensions");
        int at = (int)(axis < 0 ? axis + rank : axis);
        Span<long> shape = stackalloc long[Tensor.MaxRank];
        indices.Shape[..at].CopyTo(shape);
        shape[at] = size;
        indices.Shape[at..].CopyTo(shape[(at + 1)..]);
        output.Resize(shape[..rank]);

        T on = values.Values[1];
        Span<T> into = output.Values;
        into.Fill(values.Values[0]);
        int inner = Strides.Product(indices.Shape[at..]);
        ReadOnlySpan<TIndex> picked = indices.Values;
        for (int i = 0; i < picked.Length; i++)
        {
            // What lies between two positions is none of them.
            long position = long.CreateSaturating(picked[i]);
            if (TIndex.CreateSaturating(position) != picked[i]) continue;
            if (position < 0) position += size;
            if ((ulong)position < (ulong)size) into[(int)((((i / inner) * size) + position) * inner) + (i % inner)] = on;
        }
    }
}
