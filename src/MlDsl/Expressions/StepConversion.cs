namespace MlDsl.Expressions;

/// <summary>C#'s unchecked casts between numbers.</summary>
internal static class StepConversion
{
    public static StepValue Convert(StepKind from, StepKind to, in StepValue a) => from switch
    {
        StepKind.Float or StepKind.Half => OfSingle(to, a.Float),
        StepKind.Double => OfDouble(to, a.Double),
        StepKind.Decimal => to == StepKind.Float ? StepValue.Of((float)a.Decimal) : StepValue.Of((double)a.Decimal),
        StepKind.ULong when to == StepKind.Float => StepValue.Of((float)(ulong)a.Bits),
        StepKind.ULong when to == StepKind.Double => StepValue.Of((double)(ulong)a.Bits),
        _ => to switch
        {
            StepKind.Float => StepValue.Of((float)a.Bits),
            StepKind.Double => StepValue.Of((double)a.Bits),
            _ => StepValue.Of(IntegerMath.Wrap(to, a.Bits)),
        },
    };

    private static StepValue OfSingle(StepKind to, float value) => to switch
    {
        StepKind.Float => StepValue.Of(value),
        StepKind.Double => StepValue.Of((double)value),
        StepKind.Int => StepValue.Of((long)(int)value),
        StepKind.UInt => StepValue.Of((long)(uint)value),
        _ => StepValue.Of((long)value),
    };

    private static StepValue OfDouble(StepKind to, double value) => to switch
    {
        StepKind.Float => StepValue.Of((float)value),
        StepKind.Double => StepValue.Of(value),
        StepKind.Int => StepValue.Of((long)(int)value),
        StepKind.UInt => StepValue.Of((long)(uint)value),
        _ => StepValue.Of((long)value),
    };
}
