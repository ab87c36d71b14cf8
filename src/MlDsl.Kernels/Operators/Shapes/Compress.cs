using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Compress: the parts along a dimension for which a condition is true.</summary>
/// <param name="axis">The dimension; negative counts from the last. The elements in their order where it is absent.</param>
[Operator("Compress", 9)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Compress<T>(long? axis = null) : Operator
{
    /// <summary>Chooses parts.</summary>
    /// <param name="input">The value.</param>
    /// <param name="condition">One truth value per part; parts without one are left out.</param>
    /// <param name="output">The chosen parts.</param>
    /// <exception cref="OperatorException">There is no such dimension, or the condition has several.</exception>
    public void Run(Tensor<T> input, Tensor<bool> condition, [Result] Tensor<T> output)
    {
        if (condition.Rank != 1) throw Error($"the condition has the shape {ShapeText.Of(condition)}; one dimension is expected");
        int at = axis is { } given ? input.Axis(given) : 0, size = axis is null ? input.Length : input.Size(at);
        int inner = axis is null ? 1 : Strides.Product(input.Shape[(at + 1)..]), outer = axis is null ? 1 : Strides.Product(input.Shape[..at]);
        ReadOnlySpan<bool> wanted = condition.Values[..Math.Min(condition.Length, size)];
        int count = 0;
        foreach (bool isWanted in wanted) count += isWanted ? 1 : 0;
        Span<long> shape = stackalloc long[Tensor.MaxRank];
        input.Shape.CopyTo(shape);
        shape[at] = count;
        output.Resize(shape[..(axis is null ? 1 : input.Rank)]);
        int place = 0;
        for (int row = 0; row < outer; row++)
        {
            for (int i = 0; i < wanted.Length; i++)
            {
                if (!wanted[i]) continue;
                input.Values.Slice(((row * size) + i) * inner, inner).CopyTo(output.Values[place..]);
                place += inner;
            }
        }
    }
}

/// <summary>ONNX's NonZero: the positions of the elements that are not zero.</summary>
[Operator("NonZero", 9)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NonZero<T> : Operator
    where T : unmanaged, IEquatable<T>
{
    /// <summary>Finds positions.</summary>
    /// <param name="x">The value; a single one has one dimension.</param>
    /// <param name="y">A row per dimension, a column per element, in the order of the elements.</param>
    public void Run(Tensor<T> x, [Result] Tensor<long> y)
    {
        ReadOnlySpan<T> values = x.Values;
        int count = 0, rank = Math.Max(1, x.Rank);
        foreach (T value in values) count += value.Equals(default) ? 0 : 1;
        y.Resize(rank, count);
        Span<long> into = y.Values;
        int column = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i].Equals(default)) continue;
            int rest = i;
            for (int d = rank - 1; d > 0; rest /= x.Size(d), d--) into[(d * count) + column] = rest % x.Size(d);
            into[column++] = rest;
        }
    }
}
