namespace MlDsl.Kernels;

/// <summary>What an objective makes of the summed scores of a row, in XGBoost's and LightGBM's words the margin or raw score s.</summary>
public enum MarginTransform
{
    /// <summary>s.</summary>
    Identity,

    /// <summary>1 / (1 + e^(-slope · s)), each score for itself.</summary>
    Logistic,

    /// <summary>e^s.</summary>
    Exponential,

    /// <summary>1 where s is above 0, else 0.</summary>
    Step,

    /// <summary>Exponentials that sum to one.</summary>
    Softmax,

    /// <summary>s · |s|, which takes back a square root of the label.</summary>
    SignedSquare,

    /// <summary>ln(1 + e^s).</summary>
    Softplus,

    /// <summary>The scores in ascending order: quantiles that shall not cross.</summary>
    Sort,
}
