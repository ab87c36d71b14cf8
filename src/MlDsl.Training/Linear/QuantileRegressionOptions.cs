namespace MlDsl.Training;

/// <summary>
/// Options of linear quantile regression; the loss is the pinball loss τ·(y − ŷ) above the prediction and (1 − τ)·(ŷ − y) below it, with
/// τ = <see cref="Level"/>: its minimum is what the share τ of labels does not exceed.
/// </summary>
/// <remarks>
/// Koenker and Bassett (1978), "Regression Quantiles". In scikit-learn's words: QuantileRegressor's quantile is Level, its alpha is L1. L2 weighs as much as
/// beside a squared loss: it is multiplied by 0.34 over the labels' deviation, about the curvature of this loss, so that weights follow the labels' unit.
/// The kink is rounded off in a window ±h about it, a quarter of the first in which a fiftieth of the residuals lie, or little more than the rows that the minimum
/// passes through: the loss at the weights that are found exceeds the least possible by h/4 at most, and of many rows by some h/2000.
/// </remarks>
public sealed record QuantileRegressionOptions : LinearOptions
{
    /// <summary>The share of labels that do not exceed the prediction; above 0 and below 1. 0.5 is the median, which outliers do not move.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between 0 and 1.</exception>
    public double Level
    {
        get;
        init => field = value is > 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Level), value, "Level must be above 0 and below 1");
    } = 0.5;

    /// <summary>Whether L1 is one of a squared loss, to be multiplied as L2 is.</summary>
    internal bool HasSquaredL1 { get; init; }

    /// <inheritdoc/>
    public override TargetKind Targets => TargetKind.Value;

    /// <inheritdoc/>
    public override TrainerTraits Traits => TrainerTraits.Quantiles;

    /// <inheritdoc/>
    public override TrainerOptions ForQuantile(double level) => this with { Level = level };

    /// <summary>Those of a quantile, with what another linear trainer was told of penalties and when to stop.</summary>
    internal static QuantileRegressionOptions Of(LinearOptions other, double level) => new()
    {
        Level = level,
        HasSquaredL1 = true,
        L1 = other.L1,
        L2 = other.L2,
        FitIntercept = other.FitIntercept,
        MaxIterations = other.MaxIterations,
        Tolerance = other.Tolerance,
    };

    /// <inheritdoc/>
    protected internal override void Describe(OptionWriter options)
    {
        base.Describe(options);
        options.Write(nameof(Level), Level);
    }

    private protected override LinearWeights Solve(TrainingProblem problem, TrainingControl control) => QuantileRegressionTrainer.Train(problem.Rows, this, control);

    private protected override Link LinkFor(TargetKind target) => Link.Identity;
}
