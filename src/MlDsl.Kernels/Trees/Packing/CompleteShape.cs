namespace MlDsl.Kernels;

/// <summary>
/// Gives the pieces of a group one shape where that takes less: trees that end early, as trainers leave them, are filled up to complete ones. A branch that is
/// never reached costs two bytes and a leaf; that every branch says where it leads costs two for each.
/// </summary>
internal static class CompleteShape
{
    // Of 128 leaves a piece has room for.
    private const int MostDepth = 7;

    // No rank exceeds it.
    private static readonly Reach Never = new(0, [CompactForest.Never], false, 0, 0);

    /// <summary>The pieces of a group, filled up where that takes less.</summary>
    /// <param name="group">The pieces, whose shapes differ.</param>
    /// <param name="isWide">Whether slots have 16 bits.</param>
    /// <param name="leafSize">The bytes of a leaf.</param>
    public static MaskPiece[] Fill(MaskPiece[] group, bool isWide, double leafSize)
    {
        // A part of a tree has leaves that give nothing.
        if (!group.All(static piece => piece.Conditions.Count == piece.Leaves.Count - 1 && !piece.Leaves.Contains(null))) return group;
        int depth = group.Max(static piece => Depth(piece, 0, piece.Leaves.Count, 0));
        if (depth > MostDepth) return group;
        int most = group.Max(static piece => piece.Leaves.Count), full = 1 << depth;
        return Bytes(full, isShared: true) < Bytes(most, isShared: false) ? [.. group.Select(piece => Filled(piece, depth))] : group;

        double Bytes(int leaves, bool isShared) => ((leaves - 1) * ((isShared ? 2 : 4) + (isWide ? 1 : 0))) + ((leaves + 7) / 8 * 8 * leafSize);
    }

    // Conditions come parents first, left sides before right sides: the one that splits some leaves comes behind as many as there are leaves before, and one for each level above.
    private static int Depth(MaskPiece piece, int first, int count, int condition)
    {
        if (count == 1) return 0;
        int left = piece.Conditions[condition].Count;
        return 1 + Math.Max(Depth(piece, first, left, condition + 1), Depth(piece, first + left, count - left, condition + left));
    }

    private static MaskPiece Filled(MaskPiece piece, int depth)
    {
        var filled = new MaskPiece(piece.Tree);
        Add(0, piece.Leaves.Count, 0, depth);
        return filled;

        void Add(int first, int count, int condition, int levels)
        {
            if (levels == 0)
            {
                filled.Leaves.Add(piece.Leaves[first]);
                return;
            }
            int half = 1 << (levels - 1), left = count == 1 ? 1 : piece.Conditions[condition].Count;
            filled.Add(count == 1 ? Never : piece.Conditions[condition].Reach, filled.Leaves.Count, half);
            Add(first, left, condition + 1, levels - 1);
            if (count == 1) Add(first, 1, condition, levels - 1);
            else Add(first + left, count - left, condition + left, levels - 1);
        }
    }
}
