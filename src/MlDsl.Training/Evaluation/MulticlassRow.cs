namespace MlDsl.Training;

/// <summary>Of the probabilities of a row only what metrics need, in 8 bytes.</summary>
/// <param name="Label">The row's class.</param>
/// <param name="Predicted">Its most likely class.</param>
/// <param name="Probability">The probability of its own class.</param>
internal readonly record struct MulticlassRow(int Label, int Predicted, float Probability)
{
    /// <summary>The most classes: their confusion matrix has 8 GiB.</summary>
    public const int MostClasses = 1 << 15;

    /// <summary>The row of a class and the probabilities of all.</summary>
    public static MulticlassRow Of(int label, ReadOnlySpan<float> probabilities) => new(label, Best(probabilities), probabilities[label]);

    public static MulticlassRow Unpack(ulong row) =>
        new((int)(row >> 48), (int)(row >> 32) & ushort.MaxValue, BitConverter.UInt32BitsToSingle((uint)row));

    public ulong Pack() => ((ulong)Label << 48) | ((ulong)Predicted << 32) | BitConverter.SingleToUInt32Bits(Probability);

    /// <summary>The most likely class, the first of equals.</summary>
    public static int Best(ReadOnlySpan<float> probabilities)
    {
        int best = 0;
        for (int i = 1; i < probabilities.Length; i++)
            if (probabilities[i] > probabilities[best]) best = i;
        return best;
    }
}
