namespace MlDsl.Training;

/// <summary>Labels as the numbers that a trainer learns.</summary>
/// <typeparam name="TLabel">The label as it comes to the task.</typeparam>
public abstract class LabelCodes<TLabel>
{
    /// <summary>The number of classes; 0 where a number is predicted.</summary>
    public virtual int Classes => 0;

    /// <summary>The class names, in the order of their codes; empty where there are none, or two that are a flag.</summary>
    public virtual IReadOnlyList<string> Names => [];

    /// <summary>The class that a probability of two classes speaks of; null for other tasks.</summary>
    public virtual string? Positive => null;

    /// <summary>What the trivial predictor says; null where that is the mean of the codes.</summary>
    public virtual IReadOnlyList<float>? Baseline => null;

    /// <summary>The code of <paramref name="label"/>: the number itself, 0 or 1, or the index of the class; NaN for a class that no training row had.</summary>
    public abstract float Encode(TLabel label);
}

/// <summary>Numbers, as they are.</summary>
public sealed class NumberCodes : LabelCodes<float>
{
    private NumberCodes()
    {
    }

    /// <summary>The only ones.</summary>
    public static NumberCodes Instance { get; } = new();

    /// <inheritdoc/>
    public override float Encode(float label) => label;
}

/// <summary>Two classes: 0, and 1 for the positive one.</summary>
/// <param name="names">The negative and the positive class; empty for a flag.</param>
/// <param name="positive">The positive class.</param>
/// <param name="share">Its share of the training rows.</param>
public sealed class FlagCodes(IReadOnlyList<string> names, string positive, float share) : LabelCodes<bool>
{
    /// <inheritdoc/>
    public override int Classes => 2;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names => names;

    /// <inheritdoc/>
    public override string Positive => positive;

    /// <inheritdoc/>
    public override IReadOnlyList<float> Baseline { get; } = [share];

    /// <inheritdoc/>
    public override float Encode(bool label) => label ? 1f : 0f;
}
