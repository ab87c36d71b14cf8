namespace MlDsl.Kernels;

/// <summary>The categories that a <see cref="TreeComparison.Member"/> node asks for.</summary>
/// <param name="Values">The categories; the order does not matter, NaN is not one.</param>
/// <param name="Truncates">
/// Whether the feature is cut to an integer first (2.7 is category 2, and nothing below zero is a category), as XGBoost and LightGBM do.
/// ONNX compares exactly.
/// </param>
public sealed record CategorySet(IReadOnlyList<float> Values, bool Truncates);
