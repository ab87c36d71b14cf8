using System.Numerics;

namespace MlDsl.Training;

/// <summary>Of the probabilities of a row only what metrics need, in 8 bytes.</summary>
/// <param name="Label">The row's class.</param>
/// <param name="Predicted">Its most likely class.</param>
/// <param name="Probability">The probability of its own class.</param>
/// <param name="Confidence">The probability of the most likely class; NaN where there is no room for it.</param>
internal readonly record struct MulticlassRow(int Label, int Predicted, float Probability, double Confidence)
{
    /// <summary>The most classes: their confusion matrix has 8 GiB.</summary>
    public const int MostClasses = 1 << 15;

    // The bits of 1.0f have two zeros before them, and so have those of every smaller number.
    private const int ProbabilityBits = 30, Bits = 64, FewestBits = 12;
    private const uint NoProbability = (1u << ProbabilityBits) - 1;

    /// <summary>The row of a class and the probabilities of all.</summary>
    public static MulticlassRow Of(int label, ReadOnlySpan<float> probabilities)
    {
        int best = Best(probabilities);
        return new(label, best, probabilities[label], probabilities[best]);
    }

    /// <summary>The row that <see cref="Pack"/> put together. The confidence is the nearest of 2¹¹ steps or more; of more than 2,048 classes it is not kept.</summary>
    /// <param name="row">The 8 bytes.</param>
    /// <param name="classes">How many classes there are.</param>
    public static MulticlassRow Unpack(ulong row, int classes)
    {
        int bits = BitsOf(classes), rest = Bits - ProbabilityBits - (2 * bits);
        ulong mask = (1UL << bits) - 1;
        int label = (int)(row & mask), predicted = (int)((row >> bits) & mask);
        uint code = (uint)(row >> (Bits - ProbabilityBits));
        float probability = code == NoProbability ? float.NaN : BitConverter.UInt32BitsToSingle(code);
        double confidence = rest < FewestBits ? double.NaN : label == predicted ? probability : Math.ScaleB((row >> (2 * bits)) & ((1UL << rest) - 1), 1 - rest);
        return new(label, predicted, probability, confidence);
    }

    /// <summary>The row in 8 bytes.</summary>
    /// <param name="classes">How many classes there are.</param>
    public ulong Pack(int classes)
    {
        int bits = BitsOf(classes), rest = Bits - ProbabilityBits - (2 * bits);
        // −0 becomes 0; what is no probability is told when it is measured.
        ulong code = Probability is >= 0 and <= 1 ? BitConverter.SingleToUInt32Bits(Probability + 0f) : NoProbability;
        ulong confidence = Confidence is >= 0 and <= 1 ? (ulong)Math.Round(Math.ScaleB(Confidence, rest - 1)) : 0;
        return (code << (Bits - ProbabilityBits)) | (confidence << (2 * bits)) | ((ulong)Predicted << bits) | (uint)Label;
    }

    /// <summary>The most likely class, the first of equals.</summary>
    public static int Best(ReadOnlySpan<float> probabilities)
    {
        int best = 0;
        for (int i = 1; i < probabilities.Length; i++)
            if (probabilities[i] > probabilities[best]) best = i;
        return best;
    }

    private static int BitsOf(int classes) => Math.Max(1, BitOperations.Log2((uint)Math.Max(classes - 1, 1)) + 1);
}
