using MlDsl.Training;

namespace MlDsl;

/// <summary>How performance is estimated without labels, and when it is not.</summary>
public sealed record EstimateOptions
{
    private const int FewestReplicates = 40;

    /// <summary>200 replicates, 95 per cent intervals, a beta curve, seed 0.</summary>
    public static EstimateOptions Default { get; } = new();

    /// <summary>How often the validation rows are drawn anew and the calibration, or the model of losses, is fitted again; at least 40.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 40.</exception>
    public int Replicates
    {
        get;
        init => field = value >= FewestReplicates ? value : throw new ArgumentOutOfRangeException(nameof(Replicates), value, "The ends of an interval need at least 40 replicates");
    } = 200;

    /// <summary>How often an interval is to hold the metric that the labels will show, above 0 and below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is not above 0 and below 1.</exception>
    public double Level { get; init => field = EvaluationChecks.Level(value, nameof(Level)); } = 0.95;

    /// <summary>The same seed gives the same figures, bit for bit.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// The curve from a model's probability to the share of positives among the validation rows. <see cref="Calibration.Beta"/> has three numbers and can be no curve at all;
    /// <see cref="Calibration.Isotonic"/> bends as it must and wants some thousand rows.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public Calibration Calibration
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Calibration), value, "Calibration must be one of its enumeration");
    } = Calibration.Beta;

    /// <summary>What learns the size of a regression's errors from the features and the prediction; Poisson regression, whose means are above 0, where null.</summary>
    public TrainerOptions? LossTrainer { get; init; }

    /// <summary>At most so many validation rows, evenly spaced, stand for all where features are kept of them; at least 1,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1,000.</exception>
    public int MostRows
    {
        get;
        init => field = value >= 1000 ? value : throw new ArgumentOutOfRangeException(nameof(MostRows), value, "MostRows is 1,000 or more");
    } = 20_000;

    /// <summary>Nothing is estimated where a larger share of the window's rows has a feature or a score that no validation row comes near; from 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is not from 0 to 1.</exception>
    public double MostOutside
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MostOutside), value, "A share is from 0 to 1");
    } = 0.05;

    /// <summary>Nothing is estimated where the validation rows, weighted as the window has its rows, say no more than so many; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public double FewestEffectiveRows
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(FewestEffectiveRows), value, "An estimate stands on at least 1 row");
    } = 100;
}
