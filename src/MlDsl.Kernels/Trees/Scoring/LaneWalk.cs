namespace MlDsl.Kernels;

/// <summary>Batches with rows in lanes, by the width of the processor's vectors.</summary>
internal static unsafe class LaneWalk
{
    /// <summary>Rows of a block; the ranks of one slot and the scores of one output lie so far apart from the next.</summary>
    public const int Stride = 1 << Shift, Shift = 6;

    /// <summary>Adds the results of a regular block of trees.</summary>
    /// <param name="packed">The ensemble.</param>
    /// <param name="lanes">The rows of a vector.</param>
    /// <param name="columns">The ranks of the rows, slot after slot.</param>
    /// <param name="number">The block.</param>
    /// <param name="count">The rows, at most <see cref="Stride"/>; the last vector of each slot and output may be written beyond them.</param>
    /// <param name="sums">The scores of the rows, output after output.</param>
    public static void Run(PackedTrees packed, RowLanes lanes, short* columns, int number, int count, float* sums)
    {
        if (lanes == RowLanes.Vector512) LaneWalk512.Run(packed, columns, number, count, sums);
        else LaneWalk256.Run(packed, columns, number, count, sums);
    }
}
