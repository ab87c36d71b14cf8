using System.Numerics;

namespace MlDsl.Kernels;

/// <summary>Writes a compact forest, but for its slots.</summary>
internal static class CompactSections
{
    // A vector of leaves is loaded from a piece's first, whatever the piece's width.
    public const int LeavesBeyond = 64;

    public static void Write<T>(SectionWriter writer, ref PackedHeader header, TreeEnsemble ensemble, CompactForest forest, MaskLeaves leaves, TreePacking packing)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        WriteBranches(writer, ref header, forest, forest.Groups, leaves);
        header.LeafWeights = writer.Write<PackedWeight<T>>([.. leaves.Weights.Select(static weight => new PackedWeight<T> { Output = weight.Output, Value = T.CreateTruncating(weight.Value) })]);
        if (packing is TreePacking.Fast or TreePacking.Compact)
        {
            header.LeafValues = writer.Write<T>([.. leaves.Values.Select(T.CreateTruncating)]);
            return;
        }
        if (leaves.Values.Length == 0)
            throw new TreeEnsembleException($"Leaves that vote for several outputs cannot be rounded; pack them with {nameof(TreePacking)}.{nameof(TreePacking.Compact)}");
        var codes = new LeafCodes<T>(ensemble, forest, leaves, packing == TreePacking.Leaves8 ? 8 : 16);
        header.Flags |= (int)(packing == TreePacking.Leaves8 ? PackedFlags.Leaves8 : PackedFlags.Leaves16);
        header.ErrorBound = codes.Bound;
        header.LeafValues = packing == TreePacking.Leaves8 ? writer.Write<byte>([.. codes.Codes.Select(static code => (byte)code)]) : writer.Write<ushort>(codes.Codes);
        header.Scales = writer.Write<PackedScale<T>>(codes.Scales);
    }

    /// <summary>The same in single precision, leaves as <see cref="NarrowLeaves"/> says.</summary>
    public static void WriteNarrow(SectionWriter writer, ref PackedHeader header, CompactForest forest, MaskLeaves leaves)
    {
        var narrow = new NarrowLeafSections(forest, leaves);
        WriteBranches(writer, ref header, forest, narrow.Groups, leaves);
        header.Flags |= (int)PackedFlags.NarrowLeaves;
        header.LeafValues = writer.Write<byte>(narrow.Values);
        header.LeafExponents = writer.Write<byte>(narrow.Exponents);
    }

    private static void WriteBranches(SectionWriter writer, ref PackedHeader header, CompactForest forest, ReadOnlySpan<PackedGroup> groups, MaskLeaves leaves)
    {
        header.Flags |= (int)(PackedFlags.Compact | (forest.IsWide ? PackedFlags.WideSlots : PackedFlags.None));
        (header.PieceCount, header.BlockCount) = (forest.Pieces.Count, groups.Length);
        header.Blocks = writer.Write(groups);
        header.Chunks = writer.Write(forest.Bytes);
        header.TreeOutputs = writer.Write<int>(header.OutputCount == 1 ? [] : leaves.Outputs);
        header.LeafStarts = writer.Write<int>(leaves.Starts);
    }
}
