namespace MlDsl.Expressions;

/// <summary>Arithmetic of integers, which wraps; a division that has no result is an error.</summary>
internal static class IntegerMath
{
    public static StepValue Unary(StepOperation operation, StepKind kind, long a) => operation switch
    {
        StepOperation.Neg => StepValue.Of(Wrap(kind, unchecked(-a))),
        StepOperation.Abs when kind is StepKind.UInt or StepKind.ULong => StepValue.Of(a),
        StepOperation.Abs => a == Least(kind) ? StepValue.Error(StepState.Overflows) : StepValue.Of(Math.Abs(a)),
        _ => StepValue.Of(kind == StepKind.ULong ? a == 0 ? 0L : 1L : Math.Sign(a)),
    };

    public static StepValue Binary(StepOperation operation, StepKind kind, long a, long b) => operation switch
    {
        StepOperation.Add => StepValue.Of(Wrap(kind, unchecked(a + b))),
        StepOperation.Sub => StepValue.Of(Wrap(kind, unchecked(a - b))),
        StepOperation.Mul => StepValue.Of(Wrap(kind, unchecked(a * b))),
        StepOperation.Div or StepOperation.Rem when b == 0 => StepValue.Error(StepState.DividesByZero),
        StepOperation.Div or StepOperation.Rem when kind == StepKind.ULong => StepValue.Of((long)(operation == StepOperation.Div ? (ulong)a / (ulong)b : (ulong)a % (ulong)b)),
        StepOperation.Div or StepOperation.Rem when b == -1 => a == Least(kind) ? StepValue.Error(StepState.Overflows) : StepValue.Of(operation == StepOperation.Div ? -a : 0),
        StepOperation.Div => StepValue.Of(a / b),
        StepOperation.Rem => StepValue.Of(a % b),
        StepOperation.Min when kind == StepKind.ULong => StepValue.Of((long)Math.Min((ulong)a, (ulong)b)),
        StepOperation.Max when kind == StepKind.ULong => StepValue.Of((long)Math.Max((ulong)a, (ulong)b)),
        StepOperation.Min => StepValue.Of(Math.Min(a, b)),
        _ => StepValue.Of(Math.Max(a, b)),
    };

    /// <summary>The low bits of a value, as the type has them.</summary>
    public static long Wrap(StepKind kind, long value) => kind switch
    {
        StepKind.SByte => (sbyte)value,
        StepKind.Byte => (byte)value,
        StepKind.Short => (short)value,
        StepKind.UShort or StepKind.Char => (ushort)value,
        StepKind.Int => (int)value,
        StepKind.UInt => (uint)value,
        _ => value,
    };

    // Of the types without a sign, no value is negative.
    private static long Least(StepKind kind) => kind == StepKind.Int ? int.MinValue : long.MinValue;
}
