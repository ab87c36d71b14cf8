using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Abs; the smallest integer, whose negative does not exist, stays what it is.</summary>
[Operator("Abs", Ignores = ["consumed_inputs"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Abs<T> : UnaryOperator<T, T>
    where T : unmanaged, INumber<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result)
    {
        if (NumberTraits<T>.IsInteger) Loops.Run<T, T, Whole>(x, result);
        else TensorPrimitives.Abs(x, result);
    }

    private readonly struct Whole : IElementFunction<T, T>
    {
        public static T Apply(T x) => T.IsNegative(x) ? T.Zero - x : x;
    }
}

/// <summary>ONNX's Neg: -x.</summary>
[Operator("Neg", Ignores = ["consumed_inputs"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Neg<T> : UnaryOperator<T, T>
    where T : unmanaged, INumber<T>, ISignedNumber<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result) => TensorPrimitives.Negate(x, result);
}

/// <summary>ONNX's Sign: -1, 0 or 1. NaN stays itself, except in float16, where ONNX Runtime takes it for 0.</summary>
[Operator("Sign", 9)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Sign<T> : UnaryOperator<T, T>
    where T : unmanaged, INumber<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result) => Loops.Run<T, T, SignOf>(x, result);

    private readonly struct SignOf : IElementFunction<T, T>
    {
        public static T Apply(T x)
        {
            if (x > T.Zero) return T.One;
            if (x < T.Zero) return T.Zero - T.One;
            return T.IsNaN(x) && typeof(T) != typeof(Half) ? x : T.Zero;
        }
    }
}

/// <summary>ONNX's Reciprocal: 1 / x.</summary>
[Operator("Reciprocal", Ignores = ["consumed_inputs"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Reciprocal<T> : UnaryOperator<T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result) => TensorPrimitives.Reciprocal(x, result);
}

/// <summary>ONNX's Floor: the largest whole number that is not larger.</summary>
[Operator("Floor", Ignores = ["consumed_inputs"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Floor<T> : UnaryOperator<T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result) => TensorPrimitives.Floor(x, result);
}

/// <summary>ONNX's Ceil: the smallest whole number that is not smaller.</summary>
[Operator("Ceil", Ignores = ["consumed_inputs"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Ceil<T> : UnaryOperator<T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result) => TensorPrimitives.Ceiling(x, result);
}

/// <summary>ONNX's Round: the nearest whole number; of two that are as near, the even one.</summary>
[Operator("Round", 11)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Round<T> : UnaryOperator<T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result) => TensorPrimitives.Round(x, result);
}
