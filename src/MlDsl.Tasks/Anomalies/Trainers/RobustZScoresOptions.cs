using static MlDsl.Training.OptionRange;

namespace MlDsl.Training;

/// <summary>Options of robust z-scores.</summary>
/// <remarks>
/// Iglewicz and Hoaglin (1993), "How to Detect and Handle Outliers": a feature's distance from its median, in units of 1.4826 times the median absolute deviation, which is the standard deviation of normal values. Both are weighted;
/// a missing value lies at the median. Where more than half of the weight has one value that deviation is 0, and it says of a one-hot position, a flag or a count nothing: there the unit is such that what differs is, on
/// average, as far off as a normal value is that differs as rarely; at a half this is the other unit. So it is where more than one row in a hundred is beyond 2^24 of the former units, where scores tell nothing apart: values that differ by what
/// rounding left of a difference are one value there. A feature with one value says nothing.
/// Nothing is drawn at random. Takes rows × log rows steps for each feature; holds 4 bytes of a row and feature.
/// </remarks>
public sealed record RobustZScoresOptions : AnomalyTrainerOptions
{
    /// <summary>What one number the deviations become: the largest, or the root of their mean square over the columns that differ in the training rows, where the positions of a category are one column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The norm is none of those.</exception>
    public DeviationNorm Norm { get; init => field = Defined(value, nameof(Norm)); } = DeviationNorm.Largest;

    /// <inheritdoc/>
    protected internal override void Describe(OptionWriter options)
    {
        options.Write(nameof(Norm), Norm.ToString());
        base.Describe(options);
    }

    private protected override TrainedPredictor Learn(TrainingProblem problem, TrainingControl control) => RobustZScoresTrainer.Train(problem, this, control);
}
