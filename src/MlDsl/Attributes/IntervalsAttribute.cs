using System.ComponentModel.DataAnnotations;

namespace MlDsl;

/// <summary>How wide the interval of a prediction is.</summary>
public enum IntervalWidth
{
    /// <summary>The same for all.</summary>
    Constant,

    /// <summary>By how far predictions of that size were off in training: narrow where the model errs little.</summary>
    ByPrediction,

    /// <summary>
    /// From one quantile of the label to another, which the trainer learns beside the prediction: narrow where labels scatter little, whatever is
    /// predicted, and not alike on both sides. Costs three trainings; for trainers whose traits have <see cref="TrainerTraits.Quantiles"/>.
    /// </summary>
    Quantiles,
}

/// <summary>
/// Gives each prediction of a regression an interval that holds the label with the probability <see cref="Level"/>, by what the model was off on
/// training rows that are held back from its trainer: at random, or whole groups. Rows in time are predicted by models of what came before
/// them, in windows that follow each other, and the last model learns from all rows.
/// </summary>
/// <remarks>
/// Split conformal prediction, and of quantiles conformalized quantile regression: the level holds for any model as long as rows are exchangeable
/// with those held back. Rows in time often are not; the evaluation then says so.
/// </remarks>
/// <param name="level">The probability, above 0 and below 1, such as 0.9.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class IntervalsAttribute([Range(0, 1, MinimumIsExclusive = true, MaximumIsExclusive = true)] double level) : Attribute
{
    /// <summary>The probability that an interval holds the label.</summary>
    public double Level { get; } = level;

    /// <summary>How wide the intervals are.</summary>
    public IntervalWidth Width { get; init; }

    /// <summary>The share of the training rows that is held back, or of their groups; in time, of all windows together.</summary>
    [Range(0, 0.9, MinimumIsExclusive = true)]
    public double Share { get; init; } = 0.2;
}
