using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlDsl.Kernels.Operators;

/// <summary>Single numbers with the bits that they have among many, for which the library has another exponential.</summary>
internal static class SingleNumber
{
    // As many features as a mask of them has bits.
    private const int Bits = 64;

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

    /// <summary>The same from 0 on, of finite weights, where most features may be 0: those add nothing, to the bit, and are passed over.</summary>
    public static float SumOfFew(ReadOnlySpan<float> features, ReadOnlySpan<float> weights)
    {
        if (!Vector256.IsHardwareAccelerated) return Sum(0f, features, weights);
        weights = weights[..features.Length];
        float sum = 0;
        int i = 0;
        // 64 features at a time: that a loop over the few ends is guessed wrong once for all of them.
        for (; i <= features.Length - Bits; i += Bits)
        {
            ulong others = 0;
            for (int k = 0; k < Bits; k += Vector256<float>.Count) others |= (ulong)Others(features.Slice(i + k, Vector256<float>.Count)) << k;
            for (; others != 0; others &= others - 1)
            {
                int at = i + BitOperations.TrailingZeroCount(others);
                sum += features[at] * weights[at];
            }
        }
        return Sum(sum, features[i..], weights[i..]);
    }

    // A bit for each of eight features that is not 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Others(ReadOnlySpan<float> features) => ~Vector256.Equals(Vector256.Create(features), Vector256<float>.Zero).ExtractMostSignificantBits() & 0xFF;
}
