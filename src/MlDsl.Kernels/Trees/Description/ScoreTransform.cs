namespace MlDsl.Kernels;

/// <summary>
/// What happens to the scores of a row at the very end, after base values have been added; ONNX calls it the post-transform.
/// The arithmetic is ONNX Runtime's, in single precision and in its order of operations.
/// </summary>
public enum ScoreTransform
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>1 / (1 + e^-s) of each score. A regression with one output is left as it is, as ONNX Runtime does.</summary>
    Logistic,

    /// <summary>Exponentials that sum to one. A regression with one output is left as it is.</summary>
    Softmax,

    /// <summary>The same, but scores within 1e-7 of zero take no part. A regression with one output is left as it is.</summary>
    SoftmaxZero,

    /// <summary>√2 · erf⁻¹(2s - 1) of each score, with Winitzki's approximation of erf⁻¹.</summary>
    Probit,
}
