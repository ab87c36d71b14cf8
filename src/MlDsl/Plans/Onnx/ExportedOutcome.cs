using System.Collections.Immutable;

namespace MlDsl;

/// <summary>What an exported graph makes of the linear scores: a closed set.</summary>
public abstract record ExportedOutcome
{
    private protected ExportedOutcome()
    {
    }

    /// <summary>The names of the classes; empty where a number is predicted.</summary>
    public virtual ImmutableArray<string> ClassNames => [];
}

/// <summary>A number: the output <c>prediction</c>.</summary>
/// <param name="IsLogarithm">Whether the score is a logarithm, and the prediction its exponential.</param>
public sealed record ValueOutcome(bool IsLogarithm) : ExportedOutcome;

/// <summary>
/// One of two classes: the output <c>label</c> and the probabilities of both, the negative class first. The score is the log-odds of the
/// positive one.
/// </summary>
/// <param name="Threshold">The probability from which the label is positive.</param>
public sealed record BinaryOutcome(float Threshold) : ExportedOutcome
{
    /// <summary>The class that is not looked for. Where both have the names of flags, the label is one.</summary>
    public string Negative { get; init; } = "false";

    /// <summary>The class that is looked for.</summary>
    public string Positive { get; init; } = "true";

    /// <inheritdoc/>
    public override ImmutableArray<string> ClassNames => [Negative, Positive];

    /// <summary>Whether the label is a flag and no text.</summary>
    internal bool IsFlag => Negative == "false" && Positive == "true";
}

/// <summary>
/// One of several classes: the output <c>label</c> and the probabilities, softmax of the scores. There is one score for each class, or one
/// less: then the first class has the score 0.
/// </summary>
/// <param name="Classes">Their names, in the order of the scores.</param>
/// <param name="AreIntegers">Whether they are integers, and the label is one.</param>
public sealed record MulticlassOutcome(ImmutableArray<string> Classes, bool AreIntegers = false) : ExportedOutcome
{
    /// <inheritdoc/>
    public override ImmutableArray<string> ClassNames => Classes;
}
