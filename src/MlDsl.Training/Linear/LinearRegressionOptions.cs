namespace MlDsl.Training;

/// <summary>Options of <see cref="LinearRegressionTrainer"/>; the loss is ½·(y − ŷ)².</summary>
/// <remarks>In scikit-learn's words: Ridge's alpha is L2·Σw, Lasso's alpha is L1.</remarks>
public sealed record LinearRegressionOptions : LinearOptions;
