using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Sqrt; NaN below zero.</summary>
[Operator("Sqrt", Ignores = ["consumed_inputs"])]
public sealed class Sqrt<T> : UnaryOperator<T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result) => TensorPrimitives.Sqrt(x, result);
}

/// <summary>ONNX's Exp.</summary>
[Operator("Exp", Ignores = ["consumed_inputs"])]
public sealed class Exp<T> : UnaryOperator<T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result)
    {
        // A row alone gives the bits that it gives among others.
        if (typeof(T) != typeof(float) || x.Length >= Vector128<float>.Count) TensorPrimitives.Exp(x, result);
        else for (int i = 0; i < x.Length; i++) result[i] = T.CreateTruncating(SingleNumber.Exp(float.CreateTruncating(x[i])));
    }
}

/// <summary>ONNX's Log: the natural logarithm.</summary>
[Operator("Log", Ignores = ["consumed_inputs"])]
public sealed class Log<T> : UnaryOperator<T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result) => TensorPrimitives.Log(x, result);
}

/// <summary>ONNX's Erf: the error function; of integers the part before the point.</summary>
[Operator("Erf", 9)]
public sealed class Erf<T> : UnaryOperator<T, T>
    where T : unmanaged, INumber<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result)
    {
        if (typeof(T) == typeof(float)) ErrorFunction.Apply(MemoryMarshal.Cast<T, float>(x), MemoryMarshal.Cast<T, float>(result));
        else Loops.Run<T, T, Exact>(x, result);
    }

    private readonly struct Exact : IElementFunction<T, T>
    {
        public static T Apply(T x) => Casting.Convert<double, T>(ErrorFunction.Of(double.CreateTruncating(x)));
    }
}

/// <summary>ONNX's IsNaN.</summary>
[Operator("IsNaN", 9)]
public sealed class IsNaN<T> : UnaryOperator<T, bool>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<bool> result) => Loops.Run<T, bool, Missing>(x, result);

    private readonly struct Missing : IElementFunction<T, bool>
    {
        public static bool Apply(T x) => T.IsNaN(x);
    }
}

/// <summary>ONNX's IsInf.</summary>
/// <param name="detectNegative">1: negative infinity counts.</param>
/// <param name="detectPositive">1: positive infinity counts.</param>
[Operator("IsInf", 10)]
public sealed class IsInf<T>(long detectNegative = 1, long detectPositive = 1) : UnaryOperator<T, bool>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<bool> result)
    {
        if (detectNegative == 0 && detectPositive == 0) result.Clear();
        else if (detectPositive == 0) Loops.Run<T, bool, Negative>(x, result);
        else if (detectNegative == 0) Loops.Run<T, bool, Positive>(x, result);
        else Loops.Run<T, bool, Either>(x, result);
    }

    private readonly struct Negative : IElementFunction<T, bool>
    {
        public static bool Apply(T x) => T.IsNegativeInfinity(x);
    }

    private readonly struct Positive : IElementFunction<T, bool>
    {
        public static bool Apply(T x) => T.IsPositiveInfinity(x);
    }

    private readonly struct Either : IElementFunction<T, bool>
    {
        public static bool Apply(T x) => T.IsInfinity(x);
    }
}
