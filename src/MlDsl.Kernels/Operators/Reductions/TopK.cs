using System.Buffers;
using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's TopK from opset 10 on: the largest or smallest numbers along a dimension; of equal ones the first counts, and NaN comes last.</summary>
/// <param name="axis">The dimension; negative counts from the last.</param>
/// <param name="largest">Whether the largest are wanted.</param>
/// <remarks>The results are always in order, also where <c>sorted</c> does not ask for it.</remarks>
[Operator("TopK", 10, Ignores = ["sorted"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TopK<T>(long axis = -1, long largest = 1) : Operator
    where T : unmanaged, INumber<T>
{
    /// <summary>Chooses.</summary>
    /// <param name="x">The value.</param>
    /// <param name="k">How many.</param>
    /// <param name="values">The numbers, the best first.</param>
    /// <param name="indices">Where they were.</param>
    public void Run(Tensor<T> x, Tensor<long> k, [Result] Tensor<T> values, [Result] Tensor<long> indices) =>
        Selection.Write(x, axis, k.Length == 1 ? k.Values[0] : throw Error("k is one number"), largest != 0, values, indices, this);
}

/// <summary>ONNX's TopK before opset 10.</summary>
/// <param name="k">How many.</param>
/// <param name="axis">The dimension; negative counts from the last.</param>
[Operator("TopK", 1, 9)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TopKOf<T>(long k, long axis = -1) : Operator
    where T : unmanaged, INumber<T>
{
    /// <summary>Chooses.</summary>
    public void Run(Tensor<T> x, [Result] Tensor<T> values, [Result] Tensor<long> indices) => Selection.Write(x, axis, k, true, values, indices, this);
}

/// <summary>The best of each group.</summary>
internal static class Selection
{
    public static void Write<T>(Tensor<T> x, long axis, long count, bool largest, Tensor<T> values, Tensor<long> indices, Operator node)
        where T : unmanaged, INumber<T>
    {
        int at = x.Axis(axis), size = x.Size(at), stride = Strides.Product(x.Shape[(at + 1)..]);
        if (count < 0 || count > size) throw node.Problem($"{count} of {size} elements are asked for");
        Span<long> shape = stackalloc long[Tensor.MaxRank];
        x.Shape.CopyTo(shape);
        shape[at] = count;
        values.Resize(shape[..x.Rank]);
        indices.Resize(shape[..x.Rank]);
        var walk = new ReduceWalk(x.Shape);
        walk.Reduce(at);
        int groups = size == 0 ? 0 : x.Length / size;
        int[] order = ArrayPool<int>.Shared.Rent(Math.Max(1, size));
        T[] keys = ArrayPool<T>.Shared.Rent(Math.Max(1, size));
        for (int g = 0; g < groups; g++)
        {
            int start = walk.Start(g), into = (g / stride * (int)count * stride) + (g % stride);
            for (int i = 0; i < size; i++) (order[i], keys[i]) = (i, x.Values[start + (i * stride)]);
            Sort(order.AsSpan(0, size), keys, largest, (int)count);
            for (int i = 0; i < count; i++)
            {
                values.Values[into + (i * stride)] = keys[order[i]];
                indices.Values[into + (i * stride)] = order[i];
            }
        }
        ArrayPool<int>.Shared.Return(order);
        ArrayPool<T>.Shared.Return(keys);
    }

    // A heap of all, from which the best are taken: no comparer object, and no more work than the count asks for.
    private static void Sort<T>(Span<int> order, T[] keys, bool largest, int count)
        where T : unmanaged, INumber<T>
    {
        for (int i = (order.Length / 2) - 1; i >= 0; i--) Sink(order, i, keys, largest);
        Span<int> heap = order;
        Span<int> best = stackalloc int[Math.Min(count, 256)];
        int[]? rented = count > 256 ? ArrayPool<int>.Shared.Rent(count) : null;
        Span<int> taken = rented is null ? best : rented.AsSpan(0, count);
        for (int i = 0; i < count; i++)
        {
            taken[i] = heap[0];
            heap[0] = heap[^1];
            heap = heap[..^1];
            Sink(heap, 0, keys, largest);
        }
        taken[..count].CopyTo(order);
        if (rented is not null) ArrayPool<int>.Shared.Return(rented);
    }

    private static void Sink<T>(Span<int> heap, int at, T[] keys, bool largest)
        where T : unmanaged, INumber<T>
    {
        while ((2 * at) + 1 < heap.Length)
        {
            int child = (2 * at) + 1;
            if (child + 1 < heap.Length && IsBefore(heap[child + 1], heap[child], keys, largest)) child++;
            if (!IsBefore(heap[child], heap[at], keys, largest)) return;
            (heap[at], heap[child]) = (heap[child], heap[at]);
            at = child;
        }
    }

    // What is no number comes last either way: it would compare as neither, and numbers would get lost behind it.
    private static bool IsBefore<T>(int a, int b, T[] keys, bool largest)
        where T : unmanaged, INumber<T>
    {
        T left = keys[a], right = keys[b];
        if (left == right) return a < b;
        if (largest ? left > right : left < right) return true;
        return T.IsNaN(right) && (!T.IsNaN(left) || a < b);
    }
}
