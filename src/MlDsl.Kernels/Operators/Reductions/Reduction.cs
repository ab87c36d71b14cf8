using System.Buffers;
using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>What makes one number of several.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IReducer<T>
    where T : unmanaged, INumber<T>
{
    /// <summary>The number; of none where <paramref name="values"/> is empty.</summary>
    static abstract T Reduce(ReadOnlySpan<T> values);
}

/// <summary>An operator that makes one number of all along some dimensions; they are given by an input.</summary>
/// <typeparam name="T">The elements.</typeparam>
/// <typeparam name="TReducer">The arithmetic.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class Reduction<T, TReducer> : Operator
    where T : unmanaged, INumber<T>
    where TReducer : struct, IReducer<T>
{
    private readonly bool keepsDimensions;
    private readonly bool copiesWithoutAxes;

    private protected Reduction(long keepdims, long noopWithEmptyAxes) => (keepsDimensions, copiesWithoutAxes) = (keepdims != 0, noopWithEmptyAxes != 0);

    /// <summary>Reduces.</summary>
    /// <param name="data">The value.</param>
    /// <param name="axes">The dimensions; all where it is absent or empty.</param>
    /// <param name="reduced">The result.</param>
    public void Run(Tensor<T> data, Tensor<long>? axes, [Result] Tensor<T> reduced) =>
        ReductionOf.Write<T, TReducer>(data, axes is null ? null : axes.Values, keepsDimensions, copiesWithoutAxes, reduced);
}

/// <summary>The same, where an attribute gives the dimensions.</summary>
/// <typeparam name="T">The elements.</typeparam>
/// <typeparam name="TReducer">The arithmetic.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ReductionAlong<T, TReducer> : Operator
    where T : unmanaged, INumber<T>
    where TReducer : struct, IReducer<T>
{
    private readonly long[] axes;
    private readonly bool keepsDimensions;

    private protected ReductionAlong(long[]? axes, long keepdims) => (this.axes, keepsDimensions) = (axes ?? [], keepdims != 0);

    /// <summary>Reduces.</summary>
    public void Run(Tensor<T> data, [Result] Tensor<T> reduced) => ReductionOf.Write<T, TReducer>(data, axes, keepsDimensions, false, reduced);
}

/// <summary>The walk of both.</summary>
internal static class ReductionOf
{
    public static void Write<T, TReducer>(Tensor<T> data, ReadOnlySpan<long> axes, bool keepsDimensions, bool copiesWithoutAxes, Tensor<T> reduced)
        where T : unmanaged, INumber<T>
        where TReducer : struct, IReducer<T>
    {
        var walk = new ReduceWalk(data.Shape);
        foreach (long axis in axes) walk.Reduce(data.Axis(axis));
        if (axes.IsEmpty && !copiesWithoutAxes)
            for (int i = 0; i < data.Rank; i++) walk.Reduce(i);
        walk.Resize(reduced, keepsDimensions);
        ReadOnlySpan<T> from = data.Values;
        Span<T> into = reduced.Values;
        if (axes.IsEmpty && copiesWithoutAxes)
        {
            // ONNX leaves the elements alone; the arithmetic of one element each is still done.
            for (int i = 0; i < into.Length; i++) into[i] = TReducer.Reduce(from.Slice(i, 1));
            return;
        }
        int count = walk.Count;
        if (walk.IsContiguous)
        {
            for (int i = 0; i < into.Length; i++) into[i] = TReducer.Reduce(from.Slice(i * count, count));
            return;
        }
        T[] group = ArrayPool<T>.Shared.Rent(count);
        int[] members = ArrayPool<int>.Shared.Rent(count);
        for (int k = 0; k < count; k++) members[k] = walk.Member(k);
        for (int i = 0; i < into.Length; i++)
        {
            int start = walk.Start(i);
            for (int k = 0; k < count; k++) group[k] = from[start + members[k]];
            into[i] = TReducer.Reduce(group.AsSpan(0, count));
        }
        ArrayPool<int>.Shared.Return(members);
        ArrayPool<T>.Shared.Return(group);
    }
}
