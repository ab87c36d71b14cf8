using static MlDsl.Kernels.PackedChecks;

namespace MlDsl.Kernels;

/// <summary>Checks that every slot and leaf that a row can come to lies inside a packed compact ensemble, and that each walk ends.</summary>
internal static unsafe class CompactChecks
{
    private const PackedFlags Codes = PackedFlags.Leaves8 | PackedFlags.Leaves16;

    /// <summary>The sections whose length the header and the groups tell.</summary>
    public static void CheckSections(byte* start, PackedHeader* header, int number)
    {
        var flags = (PackedFlags)header->Flags;
        bool weights = (flags & PackedFlags.LeafWeights) != 0;
        Require((flags & PackedFlags.Masks) == 0 && (flags & Codes) != Codes && ((flags & Codes) == 0 || !weights), "it is of several kinds at once");
        Require(header->Aggregate is (int)TreeAggregate.Sum or (int)TreeAggregate.Average, "compact trees have no smallest or largest");
        Require(((flags & PackedFlags.WideSlots) != 0) == (header->SlotCount > byte.MaxValue + 1), "its branches number slots in another width than it has slots");
        Require(header->PieceCount > 0 && header->BlockCount == (header->PieceCount + (long)CompactForest.Lanes - 1) / CompactForest.Lanes, "its groups do not hold its pieces");
        Section(header, header->Blocks, (long)header->BlockCount * sizeof(PackedGroup), "groups");
        var groups = (PackedGroup*)(start + header->Blocks.Start);
        bool isNarrow = (flags & PackedFlags.NarrowLeaves) != 0;
        long leaves = 0, bytes = 0;
        for (int i = 0; i < header->BlockCount; i++)
        {
            PackedGroup group = groups[i];
            bool fits = group.NodeCount is >= 0 and <= CompactForest.MaxBranches && group.Shape is >= 0 and <= PackedGroup.AsFirst && group.Width is > 0 and <= CompactForest.MaxLeaves + 1 && group.Width % NarrowLeaves.Block == 0;
            fits = fits && (group.Shape != PackedGroup.AsFirst || (groups[0].Shape == PackedGroup.Own && group.NodeCount == groups[0].NodeCount));
            Require(fits && group.Start == bytes && group.FirstLeaf == leaves, $"group {i} does not lie where it says");
            int pieces = Math.Min(CompactForest.Lanes, header->PieceCount - (i * CompactForest.Lanes));
            leaves += isNarrow ? pieces * (long)NarrowLeaves.Stride(group.Width) : CompactForest.Lanes * (long)group.Width;
            bytes += group.ShapeSize + ((long)group.NodeCount * group.NodeStride((flags & PackedFlags.WideSlots) != 0));
        }
        leaves += isNarrow ? NarrowLeaves.Beyond : CompactSections.LeavesBeyond;
        int leaf = isNarrow ? sizeof(byte) : (flags & PackedFlags.Leaves8) != 0 ? sizeof(byte) : (flags & PackedFlags.Leaves16) != 0 ? sizeof(ushort) : number;
        long flagGroups = header->FlagGroups.Length / sizeof(PackedFlagGroup);
        Section(header, header->FlagGroups, flagGroups * sizeof(PackedFlagGroup), "flags");
        Section(header, header->FlagThresholds, flagGroups * MaskColumns.Group * number, "thresholds of flags");
        Section(header, header->Chunks, bytes, "branches");
        Section(header, header->TreeOutputs, weights || header->OutputCount == 1 ? 0 : (long)header->BlockCount * CompactForest.Lanes * sizeof(int), "outputs of pieces");
        Section(header, header->LeafStarts, weights ? (leaves + 1) * sizeof(int) : sizeof(int), "leaves");
        Section(header, header->LeafValues, weights ? 0 : leaves * leaf, "values of leaves");
        Section(header, header->Scales, (flags & Codes) == 0 ? 0 : (long)header->BlockCount * CompactForest.Lanes * 2 * number, "scales of leaves");
        Section(header, header->LeafExponents, isNarrow ? Math.Max(header->PieceCount, header->LeafExponents.Length) : 0, "exponents of leaves");
        CheckRuns(start, header);
        Require(header->ErrorBound >= 0 && double.IsFinite(header->ErrorBound), "it has no bound on what its leaves change");
    }

    // Together with the slots that are described one by one the runs are all slots.
    private static void CheckRuns(byte* start, PackedHeader* header)
    {
        int count = header->Roots.Length / sizeof(PackedCategoryRun);
        Section(header, header->Roots, (long)count * sizeof(PackedCategoryRun), "runs of sets");
        var runs = (PackedCategoryRun*)(start + header->Roots.Start);
        long slots = header->DescribedSlots, bytes = count == 0 ? 0 : CategoryRuns.Beyond;
        for (int i = 0; i < count; i++)
        {
            PackedCategoryRun run = runs[i];
            bool fits = (uint)run.Feature < (uint)header->FeatureCount && (run.Kind & ~PackedCategoryRun.KindMask) == 0 && run.Count is > 0 and <= ushort.MaxValue && run.Categories is > 0 and <= CategoryRuns.MostCategories;
            Require(fits, $"run {i} of sets is none");
            slots += run.Count;
            bytes += (long)run.Count * run.Width;
        }
        Require(slots == header->SlotCount, $"it has {slots} slots and runs of sets, and says {header->SlotCount}");
        Section(header, header->Masks, bytes, "sets");
    }

    /// <summary>The slots and the branches.</summary>
    public static void Check(byte* start, PackedHeader* header)
    {
        var slots = (PackedSlot*)(start + header->Slots.Start);
        for (int i = 0; i < header->DescribedSlots; i++)
            Require((slots[i].Kind & PackedSlot.KindMask) != (int)SlotKind.Rank || slots[i].Count <= CompactForest.MaxThresholds, $"slot {i} has {slots[i].Count} thresholds");
        MaskChecks.CheckFlags(start, header, header->DescribedSlots);
        var compact = new PackedCompact(start, header);
        if (compact.HasNarrowLeaves) NarrowChecks.CheckLeaves(start, header, compact);
        for (int i = 0; i < header->BlockCount; i++)
            for (int lane = 0; lane < CompactForest.Lanes; lane++) CheckPiece(compact, slots, header->SlotCount, lane, i);
    }

    // A branch that can be reached asks for a condition that its slot has, and moves on to a later leaf, so that no walk goes round; one that cannot asks the first slot.
    private static void CheckPiece(PackedCompact compact, PackedSlot* slots, int count, int lane, int group)
    {
        GroupBranches branches = compact.Branches(group);
        int width = compact.Groups[group].Width;
        for (int i = 0; i < branches.Count; i++)
        {
            int slot = compact.IsWide ? ((ushort*)(branches.Slots + (i * branches.Stride)))[lane] : branches.Slots[(i * branches.Stride) + lane];
            int limit = branches.Limits[(i * branches.Stride) + lane] ^ CompactForest.Bias;
            int at = (i * branches.ShapeStride) + (lane * branches.ShapeLane), first = branches.First[at], next = branches.Next[at];
            bool isReached = slot < count && limit < (slot < compact.DescribedSlots ? PackedCompact.Limits(slots + slot) : 1);
            if (first < width && next < width && (isReached ? first < next : slot == 0 && limit == CompactForest.Never)) continue;
            Require(false, $"branch {i} of piece {lane} of group {group} leads outside");
        }
    }
}
