using MlDsl.Expressions;

namespace MlDsl.Plans;

/// <summary>What a graph cannot compute as C# does. The compiler knows the same of the methods that it reads.</summary>
internal static class ExpressionObstacle
{
    /// <summary>Why an expression is an input of the graph, as the rest of a sentence about its feature; null where the graph computes it.</summary>
    public static string? Of(FeatureExpression expression)
    {
        if (expression.Members.Count == 0) return "reads no column";
        foreach (ExpressionStep step in expression.Steps)
            if (Of(in step, expression.Steps) is { } reason) return reason;
        return null;
    }

    private static string? Of(in ExpressionStep step, ReadOnlySpan<ExpressionStep> steps) => step.Operation switch
    {
        StepOperation.Convert when !Converts(step.Kind, step.Result) => $"converts '{step.Kind.Name()}' to '{step.Result.Name()}', for which ONNX has no exact operator",
        StepOperation.Length => "asks for the length of a text, for which ONNX has no operator",
        StepOperation.Eq or StepOperation.Ne when step.Kind == StepKind.Text && steps[step.A].Operation != StepOperation.Constant && steps[step.B].Operation != StepOperation.Constant =>
            "compares texts of two columns, for which ONNX has no operator",
        _ when step.Operation.IsComparison() && step.Kind is StepKind.ULong or StepKind.Decimal or StepKind.Char =>
            $"compares '{step.Kind.Name()}', for which ONNX has no exact operator",
        StepOperation.Neg or (>= StepOperation.Add and <= StepOperation.Rem) or (>= StepOperation.Abs and <= StepOperation.Sign) when step.Kind == StepKind.ULong =>
            "is arithmetic of 'ulong', which ONNX does not have",
        StepOperation.Cbrt or StepOperation.Log2 or StepOperation.Log10 or StepOperation.Tan or StepOperation.Asin or StepOperation.Acos or StepOperation.Atan
            or StepOperation.Atan2 or StepOperation.Sinh or StepOperation.Cosh or StepOperation.Asinh or StepOperation.Acosh or StepOperation.Atanh
            or StepOperation.CopySign or StepOperation.IeeeRemainder => $"calls '{step.Operation}', for which ONNX Runtime has no operator that is exact enough",
        _ => null,
    };

    private static bool Converts(StepKind from, StepKind to) =>
        from is not (StepKind.Char or StepKind.ULong) && to is not (StepKind.Char or StepKind.ULong) && !(from == StepKind.Decimal && to == StepKind.Float);
}
