namespace MlDsl.Expressions;

/// <summary>One step of an expression.</summary>
/// <param name="Operation">What it does.</param>
/// <param name="Kind">What it works on: the kind of its first operand that has a say, or of the column or constant.</param>
/// <param name="Result">The kind of its value.</param>
/// <param name="IsNullable">Whether its value may be missing.</param>
/// <param name="A">Its first operand: the number of a step before it, or of a column among <see cref="FeatureExpression.Members"/>.</param>
/// <param name="B">Its second operand.</param>
/// <param name="C">Its third operand.</param>
internal readonly record struct ExpressionStep(StepOperation Operation, StepKind Kind, StepKind Result, bool IsNullable, int A = 0, int B = 0, int C = 0)
{
    /// <summary>Of a constant, its value.</summary>
    public StepValue Constant { get; init; }
}
