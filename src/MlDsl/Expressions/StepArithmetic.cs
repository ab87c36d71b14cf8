namespace MlDsl.Expressions;

/// <summary>What each operation makes of its operands, as C# does.</summary>
internal static class StepArithmetic
{
    public static StepValue Evaluate(in ExpressionStep step, ReadOnlySpan<StepValue> values)
    {
        ref readonly StepValue a = ref values[step.A];
        switch (step.Operation)
        {
            // Those that look at one operand to know whether they need another.
            case StepOperation.Select: return a.IsError ? a : values[a.Flag ? step.B : step.C];
            case StepOperation.And: return a.IsError || !a.Flag ? a : values[step.B];
            case StepOperation.Or: return a.IsError || a.Flag ? a : values[step.B];
            case StepOperation.Coalesce: return a.IsMissing ? values[step.B] : a;
            case StepOperation.Then: return a.IsError ? a : values[step.B];
        }
        if (a.IsError) return a;
        switch (step.Operation)
        {
            case StepOperation.Present: return StepValue.Of(!a.IsMissing);
            case StepOperation.Value: return a.IsMissing ? StepValue.Error(StepState.AsksForMissing) : a;
        }
        int operands = step.Operation.Operands();
        if (operands == 1) return a.IsMissing ? a : Unary(in step, in a);
        ref readonly StepValue b = ref values[step.B];
        if (b.IsError) return b;
        if (step.Operation.IsComparison()) return StepValue.Of(Compare(in step, in a, in b));
        if (operands == 2) return a.IsMissing || b.IsMissing ? StepValue.Missing : Binary(in step, in a, in b);
        ref readonly StepValue c = ref values[step.C];
        return c.IsError ? c : Clamp(step.Kind, in a, in b, in c);
    }

    private static StepValue Unary(in ExpressionStep step, in StepValue a) => step.Operation switch
    {
        StepOperation.Not => StepValue.Of(!a.Flag),
        StepOperation.Convert => StepConversion.Convert(step.Kind, step.Result, in a),
        StepOperation.Length => StepValue.Of((long)a.Text!.Length),
        StepOperation.Year or StepOperation.Month or StepOperation.Day or StepOperation.DayOfYear => Part(step.Operation, a.Bits),
        _ => step.Kind switch
        {
            StepKind.Float => FloatingMath.Unary(step.Operation, a.Float),
            StepKind.Double => FloatingMath.Unary(step.Operation, a.Double),
            _ => IntegerMath.Unary(step.Operation, step.Kind, a.Bits),
        },
    };

    private static StepValue Binary(in ExpressionStep step, in StepValue a, in StepValue b) => step.Kind switch
    {
        StepKind.Float => FloatingMath.Binary(step.Operation, a.Float, b.Float),
        StepKind.Double => FloatingMath.Binary(step.Operation, a.Double, b.Double),
        _ => IntegerMath.Binary(step.Operation, step.Kind, a.Bits, b.Bits),
    };

    private static StepValue Clamp(StepKind kind, in StepValue a, in StepValue low, in StepValue high)
    {
        bool isCrossed = kind switch
        {
            StepKind.Float => low.Float > high.Float,
            StepKind.Double => low.Double > high.Double,
            StepKind.ULong => (ulong)low.Bits > (ulong)high.Bits,
            _ => low.Bits > high.Bits,
        };
        if (isCrossed) return StepValue.Error(StepState.BoundsAreCrossed);
        return kind switch
        {
            StepKind.Float => StepValue.Of(Math.Clamp(a.Float, low.Float, high.Float)),
            StepKind.Double => StepValue.Of(Math.Clamp(a.Double, low.Double, high.Double)),
            StepKind.ULong => StepValue.Of((long)Math.Clamp((ulong)a.Bits, (ulong)low.Bits, (ulong)high.Bits)),
            _ => StepValue.Of(Math.Clamp(a.Bits, low.Bits, high.Bits)),
        };
    }

    // Nothing equals nothing alone, and has no order.
    private static bool Compare(in ExpressionStep step, in StepValue a, in StepValue b)
    {
        if (a.IsMissing || b.IsMissing)
        {
            return step.Operation switch
            {
                StepOperation.Eq => a.IsMissing && b.IsMissing,
                StepOperation.Ne => a.IsMissing != b.IsMissing,
                _ => false,
            };
        }
        return step.Kind switch
        {
            StepKind.Text => string.Equals(a.Text, b.Text, StringComparison.Ordinal) == (step.Operation == StepOperation.Eq),
            StepKind.Float => Compare(step.Operation, a.Float, b.Float),
            StepKind.Double => Compare(step.Operation, a.Double, b.Double),
            StepKind.Decimal => Compare(step.Operation, a.Decimal, b.Decimal),
            StepKind.ULong => Compare(step.Operation, (ulong)a.Bits, (ulong)b.Bits),
            _ => Compare(step.Operation, a.Bits, b.Bits),
        };
    }

    private static bool Compare<T>(StepOperation operation, T a, T b)
        where T : System.Numerics.IComparisonOperators<T, T, bool> => operation switch
        {
            StepOperation.Eq => a == b,
            StepOperation.Ne => a != b,
            StepOperation.Lt => a < b,
            StepOperation.Le => a <= b,
            StepOperation.Gt => a > b,
            _ => a >= b,
        };

    private static StepValue Part(StepOperation part, long ticks)
    {
        if ((ulong)ticks > (ulong)DateTime.MaxValue.Ticks) return StepValue.Error(StepState.IsNoTime);
        DateTime time = new(ticks);
        return StepValue.Of((long)(part switch { StepOperation.Year => time.Year, StepOperation.Month => time.Month, StepOperation.Day => time.Day, _ => time.DayOfYear }));
    }
}
