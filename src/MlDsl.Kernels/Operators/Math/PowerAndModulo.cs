using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>
/// ONNX's Pow: x to the power of y. Where the two are not both float, or not both float16, the power is calculated in double precision
/// and then converted to the elements of x.
/// </summary>
/// <param name="axis">Before opset 7: the dimension of x at which y begins.</param>
[Operator("Pow", Ignores = ["broadcast"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Pow<T, TExponent>(long? axis = null) : BinaryOperator<T, TExponent, T>(axis)
    where T : unmanaged, INumber<T>
    where TExponent : unmanaged, INumber<TExponent>
{
    private protected override void Apply(ReadOnlySpan<T> x, ReadOnlySpan<TExponent> y, Span<T> result)
    {
        // Squares and cubes are frequent, cheap, and exact for integers that double does not hold.
        bool isSquare = y.Length == 1 && y[0] == TExponent.CreateChecked(2), isCube = y.Length == 1 && y[0] == TExponent.CreateChecked(3);
        if (x.Length == result.Length && (isSquare || isCube))
        {
            TensorPrimitives.Multiply(x, x, result);
            if (isCube) TensorPrimitives.Multiply(result, x, result);
        }
        else Loops.Run<T, TExponent, T, Power>(x, y, result);
    }

    private readonly struct Power : IElementFunction<T, TExponent, T>
    {
        public static T Apply(T x, TExponent y)
        {
            if ((typeof(T) == typeof(float) && typeof(TExponent) == typeof(float)) || (typeof(T) == typeof(Half) && typeof(TExponent) == typeof(Half)))
                return T.CreateTruncating(MathF.Pow(float.CreateTruncating(x), float.CreateTruncating(y)));
            return Casting.Convert<double, T>(Math.Pow(double.CreateTruncating(x), double.CreateTruncating(y)));
        }
    }
}

/// <summary>ONNX's Mod: the remainder of x / y, with the sign of the divisor, or as C's <c>fmod</c> with that of x.</summary>
[Operator("Mod", 10)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Mod<T> : BinaryOperator<T, T, T>
    where T : unmanaged, INumber<T>
{
    private readonly bool isLikeDividend;

    /// <param name="fmod">1: the sign is that of x, which floating-point numbers need; 0: that of the divisor.</param>
    /// <exception cref="OperatorException">The elements are no integers and <paramref name="fmod"/> is not 1.</exception>
    public Mod(long fmod = 0)
    {
        isLikeDividend = fmod == 1;
        if (!isLikeDividend && !NumberTraits<T>.IsInteger) throw Error("'fmod' must be 1 for floating-point numbers");
    }

    private protected override void Apply(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result)
    {
        if (NumberTraits<T>.IsInteger && result.Length > 0 && y.Contains(T.Zero)) throw Error("an integer is divided by zero");
        if (isLikeDividend) Loops.Run<T, T, T, LikeDividend>(x, y, result);
        else Loops.Run<T, T, T, LikeDivisor>(x, y, result);
    }

    // The processor refuses to divide the smallest integer by -1, though the remainder is 0 like that of any other.
    private readonly struct LikeDividend : IElementFunction<T, T, T>
    {
        public static T Apply(T x, T y) => NumberTraits<T>.IsInteger && NumberTraits<T>.IsSigned && y == -T.One ? T.Zero : x % y;
    }

    private readonly struct LikeDivisor : IElementFunction<T, T, T>
    {
        public static T Apply(T x, T y)
        {
            T rest = LikeDividend.Apply(x, y);
            return rest != T.Zero && T.IsNegative(rest) != T.IsNegative(y) ? rest + y : rest;
        }
    }
}
