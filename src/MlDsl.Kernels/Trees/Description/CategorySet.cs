namespace MlDsl.Kernels;

/// <summary>The categories that a <see cref="TreeComparison.Member"/> node asks for.</summary>
/// <param name="Values">The categories; the order does not matter, NaN is not one.</param>
/// <param name="Rounding">What happens to a feature before it is looked up.</param>
public sealed record CategorySet(IReadOnlyList<double> Values, CategoryRounding Rounding);

/// <summary>How a number becomes a category.</summary>
public enum CategoryRounding
{
    /// <summary>Not at all: 2.7 is category 2.7, as ONNX specifies it.</summary>
    None,

    /// <summary>2.7 is category 2, and nothing below zero is a category: XGBoost and LightGBM.</summary>
    NotNegative,

    /// <summary>2.7 is category 2 and -2.7 category -2: ONNX Runtime for sets of more than 30 numbers, or others than 0 to 30.</summary>
    TowardZero,
}
