using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Softmax since opset 13: eˣ / Σ eˣ along an axis.</summary>
/// <param name="axis">The axis.</param>
[Operator("Softmax", 13)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Softmax<T>(long axis = -1) : SoftmaxOperator<T>(axis, isFlat: false)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result, int length, int step) => AlongAxis.Run(x, result, length, step, default(SoftmaxRow));
}

/// <summary>ONNX's Softmax before opset 13, along all dimensions from the axis on.</summary>
/// <param name="axis">The first of them.</param>
[Operator("Softmax", 1, 12)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FlatSoftmax<T>(long axis = 1) : SoftmaxOperator<T>(axis, isFlat: true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result, int length, int step) => AlongAxis.Run(x, result, length, step, default(SoftmaxRow));
}

/// <summary>ONNX's LogSoftmax since opset 13: the logarithm of Softmax.</summary>
/// <param name="axis">The axis.</param>
[Operator("LogSoftmax", 13)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LogSoftmax<T>(long axis = -1) : SoftmaxOperator<T>(axis, isFlat: false)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result, int length, int step) => AlongAxis.Run(x, result, length, step, default(LogSoftmaxRow));
}

/// <summary>ONNX's LogSoftmax before opset 13, along all dimensions from the axis on.</summary>
/// <param name="axis">The first of them.</param>
[Operator("LogSoftmax", 1, 12)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FlatLogSoftmax<T>(long axis = 1) : SoftmaxOperator<T>(axis, isFlat: true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result, int length, int step) => AlongAxis.Run(x, result, length, step, default(LogSoftmaxRow));
}

/// <summary>ONNX's Hardmax since opset 13: 1 for the first of the largest elements along an axis, 0 for all others.</summary>
/// <param name="axis">The axis.</param>
[Operator("Hardmax", 13)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Hardmax<T>(long axis = -1) : SoftmaxOperator<T>(axis, isFlat: false)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result, int length, int step) => AlongAxis.Run(x, result, length, step, default(HardmaxRow));
}

/// <summary>ONNX's Hardmax before opset 13, along all dimensions from the axis on.</summary>
/// <param name="axis">The first of them.</param>
[Operator("Hardmax", 1, 12)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FlatHardmax<T>(long axis = 1) : SoftmaxOperator<T>(axis, isFlat: true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result, int length, int step) => AlongAxis.Run(x, result, length, step, default(HardmaxRow));
}

// The largest element is taken off first: no exponential overflows, and at least one is 1.
internal readonly struct SoftmaxRow : IRowFunction
{
    public void Apply<T>(ReadOnlySpan<T> x, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorPrimitives.Subtract(x, TensorPrimitives.Max(x), result);
        TensorPrimitives.Exp(result, result);
        TensorPrimitives.Divide(result, TensorPrimitives.Sum<T>(result), result);
    }
}

internal readonly struct LogSoftmaxRow : IRowFunction
{
    public void Apply<T>(ReadOnlySpan<T> x, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T largest = TensorPrimitives.Max(x), sum = T.Zero;
        foreach (T value in x) sum += T.Exp(value - largest);
        TensorPrimitives.Subtract(x, largest, result);
        TensorPrimitives.Subtract(result, T.Log(sum), result);
    }
}

internal readonly struct HardmaxRow : IRowFunction
{
    public void Apply<T>(ReadOnlySpan<T> x, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int best = 0;
        for (int i = 1; i < x.Length; i++)
            if (x[i] > x[best]) best = i;
        result.Clear();
        result[best] = T.One;
    }
}
