namespace MlDsl.Expressions;

/// <summary>Which types each operation works on and which it gives.</summary>
internal static class StepTyping
{
    /// <summary>The step of an operation on others; null where it does not work on their types.</summary>
    public static ExpressionStep? Of(StepOperation operation, int[] from, List<ExpressionStep> steps)
    {
        ExpressionStep a = steps[from[0]], b = from.Length > 1 ? steps[from[1]] : a, c = from.Length > 2 ? steps[from[2]] : a;
        bool isAnyMissing = a.IsNullable || b.IsNullable || c.IsNullable, isSame = a.Result == b.Result && b.Result == c.Result;
        return operation switch
        {
            StepOperation.Neg when a.Result.IsArithmetic() => Step(a.Result, a.IsNullable),
            StepOperation.Not when a.Result == StepKind.Flag => Step(StepKind.Flag, a.IsNullable),
            StepOperation.Present => Step(StepKind.Flag, false),
            StepOperation.Value => Step(a.Result, false),
            >= StepOperation.Add and <= StepOperation.Rem when isSame && a.Result.IsArithmetic() => Step(a.Result, isAnyMissing),
            StepOperation.Eq or StepOperation.Ne when isSame && a.Result != StepKind.Half => Step(StepKind.Flag, false),
            >= StepOperation.Lt and <= StepOperation.Ge when isSame && IsOrdered(a.Result) => Step(StepKind.Flag, false),
            StepOperation.And or StepOperation.Or when isSame && a.Result == StepKind.Flag && !isAnyMissing => Step(StepKind.Flag, false),
            StepOperation.Select when a is { Result: StepKind.Flag, IsNullable: false } && b.Result == c.Result =>
                new(operation, a.Result, b.Result, b.IsNullable || c.IsNullable, from[0], from[1], from[2]),
            StepOperation.Coalesce when isSame => Step(a.Result, a.IsNullable && b.IsNullable),
            StepOperation.Then => Step(b.Result, b.IsNullable),
            StepOperation.Year or StepOperation.Month or StepOperation.Day or StepOperation.DayOfYear when a.Result == StepKind.Long => Step(StepKind.Int, a.IsNullable),
            StepOperation.Length when a.Result == StepKind.Text => Step(StepKind.Int, a.IsNullable),
            StepOperation.Sign when a.Result.IsArithmetic() && !isAnyMissing => Step(StepKind.Int, false),
            StepOperation.Abs or StepOperation.Min or StepOperation.Max or StepOperation.Clamp when isSame && a.Result.IsArithmetic() && !isAnyMissing => Step(a.Result, false),
            StepOperation.IsNaN or StepOperation.IsFinite or StepOperation.IsInfinity when a.Result.IsFloating() && !isAnyMissing => Step(StepKind.Flag, false),
            _ when operation.IsOfFloating() && isSame && a.Result.IsFloating() && !isAnyMissing => Step(a.Result, false),
            _ => null,
        };

        ExpressionStep Step(StepKind result, bool isNullable) =>
            new(operation, a.Result, result, isNullable, from[0], from.Length > 1 ? from[1] : 0, from.Length > 2 ? from[2] : 0);
    }

    private static bool IsOrdered(StepKind kind) => kind is not (StepKind.Flag or StepKind.Text or StepKind.Half);
}
