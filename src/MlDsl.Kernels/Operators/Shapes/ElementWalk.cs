using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels.Operators;

/// <summary>Walks over indices that each name an element of a value: along one dimension by the index, along the others by its own place.</summary>
internal ref struct ElementWalk
{
    private readonly ReadOnlySpan<long> shape;
    private readonly int axis, size;
    private readonly Operator node;
    private EightNumbers strides, position;
    private int offset;

    /// <param name="data">The value's shape.</param>
    /// <param name="indices">The shape of the indices.</param>
    /// <param name="axis">The dimension that they stand for.</param>
    /// <param name="node">Who asks.</param>
    /// <exception cref="OperatorException">The indices reach beyond the value.</exception>
    public ElementWalk(ReadOnlySpan<long> data, ReadOnlySpan<long> indices, int axis, Operator node)
    {
        if (indices.Length != data.Length) throw node.Problem($"the indices have {indices.Length} dimensions, the data {data.Length}");
        for (int d = 0; d < data.Length; d++)
            if (d != axis && indices[d] > data[d]) throw node.Problem($"the indices {ShapeText.Of(indices)} reach beyond the data {ShapeText.Of(data)}");
        shape = indices;
        (this.axis, this.node, size) = (axis, node, (int)data[axis]);
        Strides.Of(data, strides);
    }

    /// <summary>Where the element of the next index lies.</summary>
    /// <exception cref="OperatorException">There is no such position.</exception>
    public int Next<TIndex>(TIndex index)
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        int place = offset + (Indexes.Position(index, size, node) * strides[axis]);
        for (int d = shape.Length - 1; d >= 0; d--)
        {
            int step = d == axis ? 0 : strides[d];
            offset += step;
            if (++position[d] < shape[d]) break;
            offset -= step * (int)shape[d];
            position[d] = 0;
        }
        return place;
    }

    [InlineArray(Tensor.MaxRank)]
    private struct EightNumbers
    {
        private int first;
    }
}
