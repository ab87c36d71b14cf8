namespace MlDsl.Generators.Expressions;

/// <summary>A piece of code that keeps a feature method from being ops of the plan, or from being exported.</summary>
/// <param name="Code">Its first line: the place, which stays when lines move.</param>
/// <param name="Reason">What it is, as the rest of a sentence about it.</param>
internal sealed record NotAnOp(string Code, string Reason)
{
    /// <summary>For example <c>'text.Split(',')' calls 'string.Split'</c>.</summary>
    public override string ToString() => $"'{Code}' {Reason}";
}

/// <summary>What a feature method computes as ops of the plan, or why it is none.</summary>
/// <param name="Steps">
/// The ops, each after those it reads; the last one is the value. MlDsl's own FeatureExpression says what each means. Empty where the method is no op.
/// </param>
/// <param name="Obstacle">Why the method is no op: its value is a column of rows by name, and an input of an exported graph.</param>
/// <param name="NotExported">Why the ops do not export, though they are interpreted: the value is an input of the graph.</param>
internal sealed record FeatureOps(EquatableArray<string> Steps, NotAnOp? Obstacle, NotAnOp? NotExported)
{
    /// <summary>What an analyzer that does not ask has of it.</summary>
    public static readonly FeatureOps None = new(default, null, null);

    /// <summary>Why an exported graph takes the method's value as an input; null where it computes it.</summary>
    public NotAnOp? InputOfGraph => Obstacle ?? NotExported;
}
