namespace MlDsl.Kernels;

/// <summary>Rows of a batch as cells, and their scores; the memory is the caller's.</summary>
/// <param name="cells">A byte for each row and dense column, column after column.</param>
/// <param name="flags">For each row the flags that are set, as <see cref="MaskLaneTables.FlagPlaces"/> counts them: the first of all rows, then the second; 0 where there is none.</param>
/// <param name="sums">The scores of the rows, output after output.</param>
internal readonly unsafe struct LaneRows(byte* cells, ushort* flags, float* sums)
{
    public readonly byte* Cells = cells;
    public readonly ushort* Flags = flags;
    public readonly float* Sums = sums;

    /// <summary>Rows that go through all strips together, so that a strip's masks are read once for all of them.</summary>
    public const int Count = 1 << Shift, Shift = 8;

    /// <summary>Turns rows into cells.</summary>
    /// <param name="packed">The ensemble.</param>
    /// <param name="masks">Its masks.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="count">How many there are, at most <see cref="Count"/>.</param>
    /// <param name="rowFlags">Memory for the flags of one row.</param>
    /// <returns>The most flags that a row has.</returns>
    public int Rank(PackedTrees packed, PackedMasks masks, float* rows, int count, int* rowFlags)
    {
        int most = 0;
        for (int i = 0; i < count; i++, rows += packed.FeatureCount)
        {
            for (int column = 0; column < masks.DenseCount; column++) Cells[(column * Count) + i] = (byte)CellRanker.Cell(packed, column, rows);
            if (masks.FlagCount == 0) continue;
            int set = CellRanker.Flags(masks, rows, rowFlags, 1, 1);
            for (; most < set; most++) new Span<ushort>(Flags + (most * Count), Count).Clear();
            for (int k = 0; k < most; k++) Flags[(k * Count) + i] = k < set ? (ushort)rowFlags[k] : (ushort)0;
        }
        return most;
    }
}
