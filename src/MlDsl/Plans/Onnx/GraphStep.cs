using MlDsl.Expressions;

namespace MlDsl.Plans;

/// <summary>The value of a step in a graph. All of it is [N, 1], or one number where no column is read.</summary>
/// <param name="Kind">Its kind: integers are int64, numbers of their own width, flags bool, texts string.</param>
/// <param name="Value">The value; anything where it is missing or an error.</param>
/// <param name="Present">Whether it is not missing; null where it never is.</param>
/// <param name="Error">Whether C# throws for it; null where it never does.</param>
/// <param name="IsRow">Whether it is [N, 1].</param>
internal readonly record struct GraphStep(StepKind Kind, string Value, string? Present, string? Error, bool IsRow)
{
    /// <summary>Of a constant text, the text.</summary>
    public string? Text { get; init; }
}
