using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>Single numbers with the bits that they have among many, for which the library has another exponential.</summary>
internal static class SingleNumber
{
    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static float Sigmoid(float x)
    {
        Span<float> lanes = [x, x, x, x];
        TensorPrimitives.Sigmoid(lanes, lanes);
        return lanes[0];
    }

    /// <summary>eˣ.</summary>
    public static float Exp(float x)
    {
        Span<float> lanes = [x, x, x, x];
        TensorPrimitives.Exp(lanes, lanes);
        return lanes[0];
    }

    /// <summary>A sum and Σ features · weights, one term after another; there are as many weights as features, or more.</summary>
    public static float Sum(float sum, ReadOnlySpan<float> features, ReadOnlySpan<float> weights)
    {
        weights = weights[..features.Length];
        for (int i = 0; i < features.Length; i++) sum += features[i] * weights[i];
        return sum;
    }
}
