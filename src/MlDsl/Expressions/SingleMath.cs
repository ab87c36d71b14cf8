namespace MlDsl.Expressions;

/// <summary>Arithmetic of <c>float</c>: the framework's own functions, so that the bits are those that the method gives.</summary>
internal static class SingleMath
{
    public static StepValue Unary(StepOperation operation, float a) => operation switch
    {
        StepOperation.Neg => StepValue.Of(-a),
        StepOperation.Abs => StepValue.Of(MathF.Abs(a)),
        StepOperation.Sign => float.IsNaN(a) ? StepValue.Error(StepState.IsNaN) : StepValue.Of((long)MathF.Sign(a)),
        StepOperation.IsNaN => StepValue.Of(float.IsNaN(a)),
        StepOperation.IsFinite => StepValue.Of(float.IsFinite(a)),
        StepOperation.IsInfinity => StepValue.Of(float.IsInfinity(a)),
        StepOperation.Floor => StepValue.Of(MathF.Floor(a)),
        StepOperation.Ceiling => StepValue.Of(MathF.Ceiling(a)),
        StepOperation.Truncate => StepValue.Of(MathF.Truncate(a)),
        StepOperation.Round => StepValue.Of(MathF.Round(a)),
        StepOperation.Sqrt => StepValue.Of(MathF.Sqrt(a)),
        StepOperation.Cbrt => StepValue.Of(MathF.Cbrt(a)),
        StepOperation.Exp => StepValue.Of(MathF.Exp(a)),
        StepOperation.Log => StepValue.Of(MathF.Log(a)),
        StepOperation.Log2 => StepValue.Of(MathF.Log2(a)),
        StepOperation.Log10 => StepValue.Of(MathF.Log10(a)),
        StepOperation.Sin => StepValue.Of(MathF.Sin(a)),
        StepOperation.Cos => StepValue.Of(MathF.Cos(a)),
        StepOperation.Tan => StepValue.Of(MathF.Tan(a)),
        StepOperation.Asin => StepValue.Of(MathF.Asin(a)),
        StepOperation.Acos => StepValue.Of(MathF.Acos(a)),
        StepOperation.Atan => StepValue.Of(MathF.Atan(a)),
        StepOperation.Sinh => StepValue.Of(MathF.Sinh(a)),
        StepOperation.Cosh => StepValue.Of(MathF.Cosh(a)),
        StepOperation.Tanh => StepValue.Of(MathF.Tanh(a)),
        StepOperation.Asinh => StepValue.Of(MathF.Asinh(a)),
        StepOperation.Acosh => StepValue.Of(MathF.Acosh(a)),
        StepOperation.Atanh => StepValue.Of(MathF.Atanh(a)),
        _ => throw new NotSupportedException(operation.ToString()),
    };

    public static StepValue Binary(StepOperation operation, float a, float b) => operation switch
    {
        StepOperation.Add => StepValue.Of(a + b),
        StepOperation.Sub => StepValue.Of(a - b),
        StepOperation.Mul => StepValue.Of(a * b),
        StepOperation.Div => StepValue.Of(a / b),
        StepOperation.Rem => StepValue.Of(a % b),
        StepOperation.Min => StepValue.Of(MathF.Min(a, b)),
        StepOperation.Max => StepValue.Of(MathF.Max(a, b)),
        StepOperation.Pow => StepValue.Of(MathF.Pow(a, b)),
        StepOperation.Atan2 => StepValue.Of(MathF.Atan2(a, b)),
        StepOperation.CopySign => StepValue.Of(MathF.CopySign(a, b)),
        StepOperation.IeeeRemainder => StepValue.Of(MathF.IEEERemainder(a, b)),
        _ => throw new NotSupportedException(operation.ToString()),
    };
}
