using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Gather: picks parts along an axis.</summary>
/// <param name="axis">The dimension; negative counts from the last.</param>
[Operator("Gather")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Gather<T, TIndex>(long axis = 0) : Operator
    where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    /// <summary>Picks parts.</summary>
    /// <param name="data">The value.</param>
    /// <param name="indices">Positions; negative ones count from the last.</param>
    /// <param name="output">The shape of the indices stands where the dimension was.</param>
    public void Run(Tensor<T> data, Tensor<TIndex> indices, [Result] Tensor<T> output)
    {
        int at = data.Axis(axis), size = data.Size(at), rank = data.Rank - 1 + indices.Rank;
        if (rank > Tensor.MaxRank) throw Error($"{rank} dimensions are more than compiled models take: {Tensor.MaxRank}");
        Span<long> shape = stackalloc long[Tensor.MaxRank];
        data.Shape[..at].CopyTo(shape);
        indices.Shape.CopyTo(shape[at..]);
        data.Shape[(at + 1)..].CopyTo(shape[(at + indices.Rank)..]);
        output.Resize(shape[..rank]);
        int inner = Strides.Product(data.Shape[(at + 1)..]), outer = Strides.Product(data.Shape[..at]), place = 0;
        ReadOnlySpan<T> from = data.Values;
        Span<T> into = output.Values;
        for (int row = 0; row < outer; row++)
            foreach (TIndex index in indices.Values)
            {
                int position = Indexes.Position(index, size, this);
                from.Slice(((row * size) + position) * inner, inner).CopyTo(into[place..]);
                place += inner;
            }
    }
}

/// <summary>ONNX's GatherElements: picks an element for each position of the indices.</summary>
/// <param name="axis">The dimension that the indices stand for; negative counts from the last.</param>
[Operator("GatherElements", 11)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GatherElements<T, TIndex>(long axis = 0) : Operator
    where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    /// <summary>Picks elements.</summary>
    public void Run(Tensor<T> data, Tensor<TIndex> indices, [Result] Tensor<T> output)
    {
        var walk = new ElementWalk(data.Shape, indices.Shape, data.Axis(axis), this);
        output.ResizeLike(indices);
        ReadOnlySpan<T> from = data.Values;
        ReadOnlySpan<TIndex> picked = indices.Values;
        Span<T> into = output.Values;
        for (int i = 0; i < into.Length; i++) into[i] = from[walk.Next(picked[i])];
    }
}

/// <summary>ONNX's GatherND: picks parts by whole positions.</summary>
/// <param name="batchDims">The leading dimensions that both values share.</param>
[Operator("GatherND", 11)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GatherND<T>(long batchDims = 0) : Operator
{
    /// <summary>Picks parts.</summary>
    /// <param name="data">The value.</param>
    /// <param name="indices">Its last dimension holds a position each.</param>
    /// <param name="output">The parts.</param>
    public void Run(Tensor<T> data, Tensor<long> indices, [Result] Tensor<T> output)
    {
        int batch = (int)batchDims, depth = indices.Rank > 0 ? indices.Size(-1) : throw Error("the indices have no dimension");
        if (batch < 0 || batch >= indices.Rank || batch + depth > data.Rank || !indices.Shape[..batch].SequenceEqual(data.Shape[..batch]))
            throw Error($"positions of {depth} after {batch} shared dimensions do not fit the data {ShapeText.Of(data)}");
        Span<long> shape = stackalloc long[2 * Tensor.MaxRank];
        int rank = indices.Rank - 1 + data.Rank - batch - depth;
        if (rank > Tensor.MaxRank) throw Error($"{rank} dimensions are more than compiled models take: {Tensor.MaxRank}");
        indices.Shape[..^1].CopyTo(shape);
        data.Shape[(batch + depth)..].CopyTo(shape[(indices.Rank - 1)..]);
        output.Resize(shape[..rank]);
        Span<int> strides = stackalloc int[Tensor.MaxRank];
        Strides.Of(data.Shape, strides);
        int part = Strides.Product(data.Shape[(batch + depth)..]), count = depth == 0 ? Strides.Product(indices.Shape[..^1]) : indices.Length / depth;
        int perBatch = count / Math.Max(1, Strides.Product(data.Shape[..batch])), whole = Strides.Product(data.Shape[batch..]);
        for (int i = 0; i < count; i++)
        {
            int from = i / perBatch * whole;
            for (int d = 0; d < depth; d++) from += Indexes.Position(indices.Values[(i * depth) + d], data.Size(batch + d), this) * strides[batch + d];
            data.Values.Slice(from, part).CopyTo(output.Values[(i * part)..]);
        }
    }
}

/// <summary>Positions that may count from the last.</summary>
internal static class Indexes
{
    /// <exception cref="OperatorException">There is no such position.</exception>
    public static int Position<TIndex>(TIndex index, int size, Operator node)
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        long position = long.CreateChecked(index);
        if (position < 0) position += size;
        return (ulong)position < (ulong)size ? (int)position : throw node.Problem($"the index {index} is not among {size} positions");
    }
}
