namespace MlDsl.Training;

/// <summary>Options of Poisson regression; the loss is μ − y·log μ with μ = exp(β·x + b).</summary>
/// <remarks>In scikit-learn's words: PoissonRegressor's alpha is L2.</remarks>
public sealed record PoissonRegressionOptions : LinearOptions
{
    /// <inheritdoc/>
    public override TargetKind Targets => TargetKind.Value;

    private protected override LinearWeights Solve(TrainingProblem problem, TrainingControl control) => PoissonRegressionTrainer.Train(problem.Rows, this, control);

    private protected override Link LinkFor(TargetKind target) => Link.Log;
}
