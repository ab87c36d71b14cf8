using System.Runtime.CompilerServices;

namespace MlDsl.Training;

/// <summary>
/// Rows of a binary classification from the highest probability down, equal ones in their order. Takes the 8 bytes of label and probability
/// of <see cref="KeptRows"/> for the place of the row, its label and its probability, and sorts them where they are.
/// </summary>
internal sealed class RankedRows
{
    // 1.0f; a probability's bits ascend with it, and are at most these.
    private const uint One = 0x3F800000;

    private readonly ulong[] ranks;

    /// <param name="rows">The rows, whose labels and predictions are not theirs any more.</param>
    /// <param name="threads">How many threads sort.</param>
    /// <exception cref="EvaluationException">A probability is not from 0 to 1.</exception>
    public RankedRows(KeptRows rows, int threads)
    {
        Rows = rows;
        ranks = rows.Scored;
        for (int row = 0; row < ranks.Length; row++)
        {
            float probability = rows.Prediction(row);
            if (probability is not (>= 0f and <= 1f)) throw EvaluationChecks.Bad(row, "probability", probability, "from 0 to 1", rows.Side);
            // −0 becomes 0.
            uint descending = One - BitConverter.SingleToUInt32Bits(probability + 0f);
            ranks[row] = ((ulong)descending << 32) | ((uint)row << 1) | (rows.Label(row) != 0 ? 1u : 0u);
        }

        ParallelSort.Sort(ranks, null, threads);
    }

    /// <summary>Weights, groups and slices, by row.</summary>
    public KeptRows Rows { get; }

    public int Count => ranks.Length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Row(int rank) => (int)((uint)ranks[rank] >> 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Label(int rank) => (ranks[rank] & 1) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Probability(int rank) => BitConverter.UInt32BitsToSingle(One - (uint)(ranks[rank] >> 32));
}
