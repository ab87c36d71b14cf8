using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Max: the largest of the elements; NaN where one of them is.</summary>
[Operator("Max", Ignores = ["consumed_inputs"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Max<T> : VariadicOperator<T>
    where T : unmanaged, INumber<T>
{
    private protected override void Combine(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result)
    {
        if (y.Length == 1) TensorPrimitives.Max(x, y[0], result);
        else TensorPrimitives.Max(x, y, result);
    }
}

/// <summary>ONNX's Min: the smallest of the elements; NaN where one of them is.</summary>
[Operator("Min", Ignores = ["consumed_inputs"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Min<T> : VariadicOperator<T>
    where T : unmanaged, INumber<T>
{
    private protected override void Combine(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result)
    {
        if (y.Length == 1) TensorPrimitives.Min(x, y[0], result);
        else TensorPrimitives.Min(x, y, result);
    }
}

/// <summary>ONNX's Sum of the elements.</summary>
[Operator("Sum", Ignores = ["consumed_inputs"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Sum<T> : VariadicOperator<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override void Combine(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result)
    {
        if (y.Length == 1) TensorPrimitives.Add(x, y[0], result);
        else TensorPrimitives.Add(x, y, result);
    }
}

/// <summary>ONNX's Mean of the elements.</summary>
[Operator("Mean", Ignores = ["consumed_inputs"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Mean<T> : VariadicOperator<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override void Combine(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result)
    {
        if (y.Length == 1) TensorPrimitives.Add(x, y[0], result);
        else TensorPrimitives.Add(x, y, result);
    }

    private protected override void Finish(Span<T> result, int count) => TensorPrimitives.Divide(result, T.CreateTruncating(count), result);
}
