namespace MlDsl.Training;

/// <summary>Options of <see cref="PoissonRegressionTrainer"/>; the loss is μ − y·log μ with μ = exp(β·x + b).</summary>
/// <remarks>In scikit-learn's words: PoissonRegressor's alpha is L2.</remarks>
public sealed record PoissonRegressionOptions : LinearOptions;
