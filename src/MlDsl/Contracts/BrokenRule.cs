namespace MlDsl.Contracts;

/// <summary>Why a value is refused.</summary>
/// <param name="Member">The column's property.</param>
/// <param name="Column">The column.</param>
/// <param name="Said">The value as a message may say it; null where there is none.</param>
/// <param name="Problem">What it breaks, as the rest of a sentence about it.</param>
internal sealed record BrokenRule(string Member, string Column, string? Said, string Problem)
{
    public const string WayOut = "correct it, or set another Policy on the attribute";

    /// <summary>The exception for a value of an input.</summary>
    public InvalidValueException InInput() => new(Member, $"'{Column}' is {Said ?? "missing"}, which {Problem}; {WayOut}");
}
