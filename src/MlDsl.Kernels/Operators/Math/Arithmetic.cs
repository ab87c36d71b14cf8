using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Add: x + y; integers wrap.</summary>
/// <param name="axis">Before opset 7: the dimension of x at which y begins.</param>
[Operator("Add", Ignores = ["broadcast", "consumed_inputs"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Add<T>(long? axis = null) : BinaryOperator<T, T, T>(axis)
    where T : unmanaged, INumber<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result)
    {
        if (y.Length == 1) TensorPrimitives.Add(x, y[0], result);
        else if (x.Length == 1) TensorPrimitives.Add(y, x[0], result);
        else TensorPrimitives.Add(x, y, result);
    }
}

/// <summary>ONNX's Sub: x - y; integers wrap.</summary>
/// <param name="axis">Before opset 7: the dimension of x at which y begins.</param>
[Operator("Sub", Ignores = ["broadcast", "consumed_inputs"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Sub<T>(long? axis = null) : BinaryOperator<T, T, T>(axis)
    where T : unmanaged, INumber<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result)
    {
        if (y.Length == 1) TensorPrimitives.Subtract(x, y[0], result);
        else if (x.Length == 1) TensorPrimitives.Subtract(x[0], y, result);
        else TensorPrimitives.Subtract(x, y, result);
    }
}

/// <summary>ONNX's Mul: x · y; integers wrap.</summary>
/// <param name="axis">Before opset 7: the dimension of x at which y begins.</param>
[Operator("Mul", Ignores = ["broadcast", "consumed_inputs"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Mul<T>(long? axis = null) : BinaryOperator<T, T, T>(axis)
    where T : unmanaged, INumber<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result)
    {
        if (y.Length == 1) TensorPrimitives.Multiply(x, y[0], result);
        else if (x.Length == 1) TensorPrimitives.Multiply(y, x[0], result);
        else TensorPrimitives.Multiply(x, y, result);
    }
}

/// <summary>ONNX's Div: x / y; of integers the part before the point.</summary>
/// <param name="axis">Before opset 7: the dimension of x at which y begins.</param>
[Operator("Div", Ignores = ["broadcast", "consumed_inputs"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Div<T>(long? axis = null) : BinaryOperator<T, T, T>(axis)
    where T : unmanaged, INumber<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result)
    {
        if (NumberTraits<T>.IsInteger)
        {
            if (result.Length > 0 && y.Contains(T.Zero)) throw Error("an integer is divided by zero");
            Loops.Run<T, T, T, WholeQuotient>(x, y, result);
        }
        else if (y.Length == 1) TensorPrimitives.Divide(x, y[0], result);
        else if (x.Length == 1) TensorPrimitives.Divide(x[0], y, result);
        else TensorPrimitives.Divide(x, y, result);
    }

    // The processor refuses to divide the smallest integer by -1, whose negative does not exist: it wraps to itself, as other overflows do.
    private readonly struct WholeQuotient : IElementFunction<T, T, T>
    {
        public static T Apply(T x, T y) => NumberTraits<T>.IsSigned && y == -T.One ? T.Zero - x : x / y;
    }
}
