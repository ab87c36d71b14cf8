using MlDsl.Compiler.Catalog;

namespace MlDsl.Compiler.Steps;

/// <summary>One call of an operator.</summary>
/// <param name="Node">How messages call the node.</param>
/// <param name="Operator">The operator with its attributes.</param>
/// <param name="Inputs">Its inputs; null for one that is left out.</param>
/// <param name="Outputs">Its outputs; null for one that nobody wants.</param>
internal sealed record PlanStep(string Node, BoundOperator Operator, IReadOnlyList<PlanValue?> Inputs, IReadOnlyList<PlanValue?> Outputs)
{
    /// <summary>The operator that stands in its place where a class makes a choice, by the name of that choice.</summary>
    public (string Choice, BoundOperator Operator)? Instead { get; init; }
}
