namespace MlDsl.Kernels;

/// <summary>What follows the sums of a <see cref="DenseLayer"/>, element by element.</summary>
public enum Activation
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>max(0, y).</summary>
    Relu,

    /// <summary>1 / (1 + e^-y).</summary>
    Sigmoid,

    /// <summary>tanh y.</summary>
    Tanh,
}
