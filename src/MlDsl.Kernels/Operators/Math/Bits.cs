using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's BitShift of unsigned integers; what is shifted by all its bits or more is 0.</summary>
[Operator("BitShift", 11)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BitShift<T> : BinaryOperator<T, T, T>
    where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
{
    private readonly bool isLeft;

    /// <param name="direction">LEFT or RIGHT.</param>
    /// <exception cref="OperatorException">It is something else.</exception>
    public BitShift(string direction)
    {
        isLeft = direction == "LEFT";
        if (!isLeft && direction != "RIGHT") throw Error($"'direction' is '{direction}'; LEFT or RIGHT is expected");
    }

    private protected override void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result)
    {
        if (isLeft) Loops.Run<T, T, T, Left>(x, y, result);
        else Loops.Run<T, T, T, Right>(x, y, result);
    }

    private static bool IsBeyond(T bits) => bits >= T.CreateTruncating(T.PopCount(T.AllBitsSet));

    private readonly struct Left : IElementFunction<T, T, T>
    {
        public static T Apply(T x, T y) => IsBeyond(y) ? T.Zero : x << int.CreateTruncating(y);
    }

    private readonly struct Right : IElementFunction<T, T, T>
    {
        public static T Apply(T x, T y) => IsBeyond(y) ? T.Zero : x >> int.CreateTruncating(y);
    }
}

/// <summary>ONNX's BitwiseAnd.</summary>
[Operator("BitwiseAnd", 18)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BitwiseAnd<T> : BinaryOperator<T, T, T>
    where T : unmanaged, IBinaryInteger<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result)
    {
        if (y.Length == 1) TensorPrimitives.BitwiseAnd(x, y[0], result);
        else if (x.Length == 1) TensorPrimitives.BitwiseAnd(y, x[0], result);
        else TensorPrimitives.BitwiseAnd(x, y, result);
    }
}

/// <summary>ONNX's BitwiseOr.</summary>
[Operator("BitwiseOr", 18)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BitwiseOr<T> : BinaryOperator<T, T, T>
    where T : unmanaged, IBinaryInteger<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result)
    {
        if (y.Length == 1) TensorPrimitives.BitwiseOr(x, y[0], result);
        else if (x.Length == 1) TensorPrimitives.BitwiseOr(y, x[0], result);
        else TensorPrimitives.BitwiseOr(x, y, result);
    }
}

/// <summary>ONNX's BitwiseXor.</summary>
[Operator("BitwiseXor", 18)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BitwiseXor<T> : BinaryOperator<T, T, T>
    where T : unmanaged, IBinaryInteger<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result)
    {
        if (y.Length == 1) TensorPrimitives.Xor(x, y[0], result);
        else if (x.Length == 1) TensorPrimitives.Xor(y, x[0], result);
        else TensorPrimitives.Xor(x, y, result);
    }
}

/// <summary>ONNX's BitwiseNot.</summary>
[Operator("BitwiseNot", 18)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BitwiseNot<T> : UnaryOperator<T, T>
    where T : unmanaged, IBinaryInteger<T>
{
    private protected override void Apply(ReadOnlySpan<T> x, Span<T> result) => TensorPrimitives.OnesComplement(x, result);
}
