namespace MlDsl.Training;

/// <summary>Options of least squares; the loss is ½·(y − ŷ)².</summary>
/// <remarks>In scikit-learn's words: Ridge's alpha is L2·Σw, Lasso's alpha is L1.</remarks>
public sealed record LinearRegressionOptions : LinearOptions
{
    /// <inheritdoc/>
    public override TargetKind Targets => TargetKind.Value;

    /// <inheritdoc/>
    public override TrainerTraits Traits => TrainerTraits.Quantiles;

    /// <inheritdoc/>
    public override TrainerOptions ForQuantile(double level) => QuantileRegressionOptions.Of(this, level);

    private protected override LinearWeights Solve(TrainingProblem problem, TrainingControl control) => LinearRegressionTrainer.Train(problem.Rows, this, control);

    private protected override Link LinkFor(TargetKind target) => Link.Identity;
}
