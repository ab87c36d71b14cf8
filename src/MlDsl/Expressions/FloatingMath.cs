using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlDsl.Expressions;

/// <summary>Arithmetic of <c>float</c> and <c>double</c>: the framework's own functions, so that the bits are those that the method gives.</summary>
internal static class FloatingMath
{
    public static StepValue Unary<T>(StepOperation operation, T a)
        where T : unmanaged, IFloatingPointIeee754<T> => operation switch
        {
            StepOperation.Neg => Of(-a),
            StepOperation.Abs => Of(T.Abs(a)),
            StepOperation.Sign => T.IsNaN(a) ? StepValue.Error(StepState.IsNaN) : StepValue.Of((long)T.Sign(a)),
            StepOperation.IsNaN => StepValue.Of(T.IsNaN(a)),
            StepOperation.IsFinite => StepValue.Of(T.IsFinite(a)),
            StepOperation.IsInfinity => StepValue.Of(T.IsInfinity(a)),
            StepOperation.Floor => Of(T.Floor(a)),
            StepOperation.Ceiling => Of(T.Ceiling(a)),
            StepOperation.Truncate => Of(T.Truncate(a)),
            StepOperation.Round => Of(T.Round(a)),
            StepOperation.Sqrt => Of(T.Sqrt(a)),
            StepOperation.Cbrt => Of(T.Cbrt(a)),
            StepOperation.Exp => Of(T.Exp(a)),
            StepOperation.Log => Of(T.Log(a)),
            StepOperation.Log2 => Of(T.Log2(a)),
            StepOperation.Log10 => Of(T.Log10(a)),
            StepOperation.Sin => Of(T.Sin(a)),
            StepOperation.Cos => Of(T.Cos(a)),
            StepOperation.Tan => Of(T.Tan(a)),
            StepOperation.Asin => Of(T.Asin(a)),
            StepOperation.Acos => Of(T.Acos(a)),
            StepOperation.Atan => Of(T.Atan(a)),
            StepOperation.Sinh => Of(T.Sinh(a)),
            StepOperation.Cosh => Of(T.Cosh(a)),
            StepOperation.Tanh => Of(T.Tanh(a)),
            StepOperation.Asinh => Of(T.Asinh(a)),
            StepOperation.Acosh => Of(T.Acosh(a)),
            StepOperation.Atanh => Of(T.Atanh(a)),
            _ => throw new NotSupportedException(operation.ToString()),
        };

    public static StepValue Binary<T>(StepOperation operation, T a, T b)
        where T : unmanaged, IFloatingPointIeee754<T> => operation switch
        {
            StepOperation.Add => Of(a + b),
            StepOperation.Sub => Of(a - b),
            StepOperation.Mul => Of(a * b),
            StepOperation.Div => Of(a / b),
            StepOperation.Rem => Of(a % b),
            StepOperation.Min => Of(T.Min(a, b)),
            StepOperation.Max => Of(T.Max(a, b)),
            StepOperation.Pow => Of(T.Pow(a, b)),
            StepOperation.Atan2 => Of(T.Atan2(a, b)),
            StepOperation.CopySign => Of(T.CopySign(a, b)),
            StepOperation.IeeeRemainder => Of(T.Ieee754Remainder(a, b)),
            _ => throw new NotSupportedException(operation.ToString()),
        };

    private static StepValue Of<T>(T value)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) ? StepValue.Of(Unsafe.BitCast<T, float>(value)) : StepValue.Of(Unsafe.BitCast<T, double>(value));
}
