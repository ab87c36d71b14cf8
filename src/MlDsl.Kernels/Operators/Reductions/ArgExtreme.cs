using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's ArgMax: the position of the largest number along a dimension.</summary>
/// <param name="axis">The dimension; negative counts from the last.</param>
/// <param name="keepdims">Whether the dimension stays, with one element.</param>
/// <param name="selectLastIndex">Whether the last of equal numbers counts; otherwise the first.</param>
[Operator("ArgMax")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ArgMax<T>(long axis = 0, long keepdims = 1, long selectLastIndex = 0) : Operator
    where T : unmanaged, INumber<T>
{
    /// <summary>Finds positions.</summary>
    public void Run(Tensor<T> data, [Result] Tensor<long> reduced) => ArgExtreme.Write(data, axis, keepdims != 0, selectLastIndex != 0, isMin: false, reduced, this);
}

/// <summary>ONNX's ArgMin: the position of the smallest number along a dimension.</summary>
/// <param name="axis">The dimension; negative counts from the last.</param>
/// <param name="keepdims">Whether the dimension stays, with one element.</param>
/// <param name="selectLastIndex">Whether the last of equal numbers counts; otherwise the first.</param>
[Operator("ArgMin")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ArgMin<T>(long axis = 0, long keepdims = 1, long selectLastIndex = 0) : Operator
    where T : unmanaged, INumber<T>
{
    /// <summary>Finds positions.</summary>
    public void Run(Tensor<T> data, [Result] Tensor<long> reduced) => ArgExtreme.Write(data, axis, keepdims != 0, selectLastIndex != 0, isMin: true, reduced, this);
}

/// <summary>The search of both.</summary>
internal static class ArgExtreme
{
    public static void Write<T>(Tensor<T> data, long axis, bool keepsDimension, bool takesLast, bool isMin, Tensor<long> reduced, Operator node)
        where T : unmanaged, INumber<T>
    {
        int at = data.Axis(axis), size = data.Size(at);
        if (size == 0) throw node.Problem($"dimension {at} has no elements to choose from");
        var walk = new ReduceWalk(data.Shape);
        walk.Reduce(at);
        walk.Resize(reduced, keepsDimension);
        int stride = Strides.Product(data.Shape[(at + 1)..]);
        ReadOnlySpan<T> from = data.Values;
        Span<long> into = reduced.Values;
        for (int i = 0; i < into.Length; i++)
        {
            int start = walk.Start(i), best = 0;
            for (int k = 1; k < size; k++)
            {
                T value = from[start + (k * stride)], known = from[start + (best * stride)];
                bool isBetter = isMin ? value < known : value > known;
                if (isBetter || (takesLast && value == known)) best = k;
            }
            into[i] = best;
        }
    }
}
