namespace MlDsl.Expressions;

/// <summary>Arithmetic of <c>double</c>: the framework's own functions, so that the bits are those that the method gives.</summary>
internal static class DoubleMath
{
    public static StepValue Unary(StepOperation operation, double a) => operation switch
    {
        StepOperation.Neg => StepValue.Of(-a),
        StepOperation.Abs => StepValue.Of(Math.Abs(a)),
        StepOperation.Sign => double.IsNaN(a) ? StepValue.Error(StepState.IsNaN) : StepValue.Of((long)Math.Sign(a)),
        StepOperation.IsNaN => StepValue.Of(double.IsNaN(a)),
        StepOperation.IsFinite => StepValue.Of(double.IsFinite(a)),
        StepOperation.IsInfinity => StepValue.Of(double.IsInfinity(a)),
        StepOperation.Floor => StepValue.Of(Math.Floor(a)),
        StepOperation.Ceiling => StepValue.Of(Math.Ceiling(a)),
        StepOperation.Truncate => StepValue.Of(Math.Truncate(a)),
        StepOperation.Round => StepValue.Of(Math.Round(a)),
        StepOperation.Sqrt => StepValue.Of(Math.Sqrt(a)),
        StepOperation.Cbrt => StepValue.Of(Math.Cbrt(a)),
        StepOperation.Exp => StepValue.Of(Math.Exp(a)),
        StepOperation.Log => StepValue.Of(Math.Log(a)),
        StepOperation.Log2 => StepValue.Of(Math.Log2(a)),
        StepOperation.Log10 => StepValue.Of(Math.Log10(a)),
        StepOperation.Sin => StepValue.Of(Math.Sin(a)),
        StepOperation.Cos => StepValue.Of(Math.Cos(a)),
        StepOperation.Tan => StepValue.Of(Math.Tan(a)),
        StepOperation.Asin => StepValue.Of(Math.Asin(a)),
        StepOperation.Acos => StepValue.Of(Math.Acos(a)),
        StepOperation.Atan => StepValue.Of(Math.Atan(a)),
        StepOperation.Sinh => StepValue.Of(Math.Sinh(a)),
        StepOperation.Cosh => StepValue.Of(Math.Cosh(a)),
        StepOperation.Tanh => StepValue.Of(Math.Tanh(a)),
        StepOperation.Asinh => StepValue.Of(Math.Asinh(a)),
        StepOperation.Acosh => StepValue.Of(Math.Acosh(a)),
        StepOperation.Atanh => StepValue.Of(Math.Atanh(a)),
        _ => throw new NotSupportedException(operation.ToString()),
    };

    public static StepValue Binary(StepOperation operation, double a, double b) => operation switch
    {
        StepOperation.Add => StepValue.Of(a + b),
        StepOperation.Sub => StepValue.Of(a - b),
        StepOperation.Mul => StepValue.Of(a * b),
        StepOperation.Div => StepValue.Of(a / b),
        StepOperation.Rem => StepValue.Of(a % b),
        StepOperation.Min => StepValue.Of(Math.Min(a, b)),
        StepOperation.Max => StepValue.Of(Math.Max(a, b)),
        StepOperation.Pow => StepValue.Of(Math.Pow(a, b)),
        StepOperation.Atan2 => StepValue.Of(Math.Atan2(a, b)),
        StepOperation.CopySign => StepValue.Of(Math.CopySign(a, b)),
        StepOperation.IeeeRemainder => StepValue.Of(Math.IEEERemainder(a, b)),
        _ => throw new NotSupportedException(operation.ToString()),
    };
}
