using System.Numerics;

namespace MlDsl.Kernels;

/// <summary>Several outputs, each leaf a linear model of the row for one of them.</summary>
/// <param name="packed">The ensemble.</param>
/// <param name="row">The row's features.</param>
/// <param name="scores">The row's first score.</param>
/// <param name="voted">Where it is told that an output has a score.</param>
/// <param name="shift">Scores of one row lie 2^shift apart.</param>
internal readonly unsafe struct LinearLeafSink<T>(PackedTrees packed, T* row, T* scores, byte* voted, int shift) : IResultSink
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T LargestZero = T.CreateTruncating(TreeNode.LargestZero);

    private readonly int* starts = packed.LeafStarts;
    private readonly PackedWeight<T>* weights = (PackedWeight<T>*)packed.LeafWeights;

    public void Add(int tree, int* result)
    {
        PackedWeight<T>* leaf = weights + starts[*result], term = leaf + 2, end = term + leaf[1].Output;
        T value = leaf[1].Value;
        for (; term < end; term++)
        {
            T feature = row[term->Output];
            if (T.IsNaN(feature))
            {
                value = leaf->Value;
                break;
            }
            // Multiplied and added, each rounded: no library here fuses them.
            value += term->Value * (T.Abs(feature) > LargestZero ? feature : T.Zero);
        }
        int place = leaf->Output << shift;
        scores[place] += value;
        voted[place] = 1;
    }
}
