using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Sin: the sine of an angle in radians.</summary>
[Operator("Sin", 7)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Sin<T> : UnaryOperator<T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result) => TensorPrimitives.Sin(x, result);
}

/// <summary>ONNX's Cos: the cosine of an angle in radians.</summary>
[Operator("Cos", 7)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Cos<T> : UnaryOperator<T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result) => TensorPrimitives.Cos(x, result);
}

/// <summary>ONNX's Tan: the tangent of an angle in radians.</summary>
[Operator("Tan", 7)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Tan<T> : UnaryOperator<T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result) => Loops.Run<T, T, Exact>(x, result);

    // The vectorised one loses digits on processors without fused multiply-add.
    private readonly struct Exact : IElementFunction<T, T>
    {
        public static T Apply(T x) => T.Tan(x);
    }
}

/// <summary>ONNX's Asin: the angle of a sine; NaN outside of -1 to 1.</summary>
[Operator("Asin", 7)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Asin<T> : UnaryOperator<T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result) => TensorPrimitives.Asin(x, result);
}

/// <summary>ONNX's Acos: the angle of a cosine; NaN outside of -1 to 1.</summary>
[Operator("Acos", 7)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Acos<T> : UnaryOperator<T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result) => TensorPrimitives.Acos(x, result);
}

/// <summary>ONNX's Atan: the angle of a tangent.</summary>
[Operator("Atan", 7)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Atan<T> : UnaryOperator<T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result) => TensorPrimitives.Atan(x, result);
}

/// <summary>ONNX's Sinh: the hyperbolic sine.</summary>
[Operator("Sinh", 9)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Sinh<T> : UnaryOperator<T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result) => Loops.Run<T, T, Exact>(x, result);

    // The vectorised one takes the difference of two exponentials, which near zero is mostly rounding error.
    private readonly struct Exact : IElementFunction<T, T>
    {
        public static T Apply(T x) => T.Sinh(x);
    }
}

/// <summary>ONNX's Cosh: the hyperbolic cosine.</summary>
[Operator("Cosh", 9)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Cosh<T> : UnaryOperator<T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result) => TensorPrimitives.Cosh(x, result);
}

/// <summary>ONNX's Asinh: the inverse of the hyperbolic sine.</summary>
[Operator("Asinh", 9)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Asinh<T> : UnaryOperator<T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result) => TensorPrimitives.Asinh(x, result);
}

/// <summary>ONNX's Acosh: the inverse of the hyperbolic cosine; NaN below 1.</summary>
[Operator("Acosh", 9)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Acosh<T> : UnaryOperator<T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result) => TensorPrimitives.Acosh(x, result);
}

/// <summary>ONNX's Atanh: the inverse of the hyperbolic tangent; NaN outside of -1 to 1.</summary>
[Operator("Atanh", 9)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Atanh<T> : UnaryOperator<T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result) => TensorPrimitives.Atanh(x, result);
}
