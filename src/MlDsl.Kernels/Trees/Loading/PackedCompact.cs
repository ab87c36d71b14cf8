namespace MlDsl.Kernels;

/// <summary>The groups of a compact ensemble whose lengths and references have been checked.</summary>
internal sealed unsafe class PackedCompact
{
    /// <summary>The conditions of the first slot: it has room for all limits, the one that no rank exceeds among them, as branches that are never reached ask for it.</summary>
    public const int FirstConditions = CompactForest.Never + 1;

    private readonly byte* branches;

    public PackedCompact(byte* start, PackedHeader* header)
    {
        PieceCount = header->PieceCount;
        IsWide = (header->Flags & (int)PackedFlags.WideSlots) != 0;
        CodeSize = (header->Flags & (int)PackedFlags.Leaves8) != 0 ? sizeof(byte) : (header->Flags & (int)PackedFlags.Leaves16) != 0 ? sizeof(ushort) : 0;
        HasNarrowKeys = (header->Flags & (int)PackedFlags.NarrowKeys) != 0;
        HasNarrowLeaves = (header->Flags & (int)PackedFlags.NarrowLeaves) != 0;
        Groups = (PackedGroup*)(start + header->Blocks.Start);
        branches = start + header->Chunks.Start;
        Scales = start + header->Scales.Start;
        LeafExponents = start + header->LeafExponents.Start;
        FlagGroups = (PackedFlagGroup*)(start + header->FlagGroups.Start);
        FlagGroupCount = header->FlagGroups.Length / sizeof(PackedFlagGroup);
        FlagThresholds = start + header->FlagThresholds.Start;
        Runs = (PackedCategoryRun*)(start + header->Roots.Start);
        RunCount = header->Roots.Length / sizeof(PackedCategoryRun);
        Sets = start + header->Masks.Start;
        DescribedSlots = header->DescribedSlots;
        var slots = (PackedSlot*)(start + header->Slots.Start);
        ConditionCount = FirstConditions + Math.Max(0, header->SlotCount - Math.Max(1, DescribedSlots));
        for (int i = 1; i < DescribedSlots; i++) ConditionCount += Limits(slots + i);
        for (int i = 0; i < header->BlockCount; i++) BranchCount += Groups[i].NodeCount * (long)Pieces(i);
    }

    public int PieceCount { get; }

    /// <summary>The conditions that branches can ask for, with room for one that no row reaches.</summary>
    public int ConditionCount { get; }

    /// <summary>The branches of all pieces.</summary>
    public long BranchCount { get; }

    /// <summary>Whether slots have 16 bits.</summary>
    public bool IsWide { get; }

    /// <summary>The bytes of a leaf's code; 0 where leaves are values.</summary>
    public int CodeSize { get; }

    /// <summary>Whether slots have their keys as <see cref="NarrowKeys"/> says.</summary>
    public bool HasNarrowKeys { get; }

    /// <summary>Whether leaves lie as <see cref="NarrowLeaves"/> says.</summary>
    public bool HasNarrowLeaves { get; }

    public PackedGroup* Groups { get; }

    /// <summary><see cref="PackedScale{T}"/> of each piece, where leaves are codes.</summary>
    public void* Scales { get; }

    /// <summary>The exponent of each piece with narrow leaves, and behind these the exponents of wide pieces.</summary>
    public byte* LeafExponents { get; }

    public PackedFlagGroup* FlagGroups { get; }

    public int FlagGroupCount { get; }

    /// <summary>Sixteen numbers for each group of flags, in the precision of the features.</summary>
    public void* FlagThresholds { get; }

    /// <summary>The slots before those of <see cref="Runs"/>.</summary>
    public int DescribedSlots { get; }

    /// <summary>Slots that ask for sets, run after run.</summary>
    public PackedCategoryRun* Runs { get; }

    public int RunCount { get; }

    /// <summary>The bits of the runs' sets.</summary>
    public byte* Sets { get; }

    /// <summary>The limits that a branch can have in a slot that is described.</summary>
    public static int Limits(PackedSlot* slot) => (slot->Kind & (PackedSlot.KindMask | PackedSlot.IsFlag)) == (int)SlotKind.Rank ? slot->Count : 1;

    /// <summary>Where the parts of a group's branches lie.</summary>
    public GroupBranches Branches(int group) => new(Groups + group, branches + Groups[group].Start, branches + Groups[Groups[group].Shape == PackedGroup.AsFirst ? 0 : group].Start, IsWide);

    /// <summary>The pieces of a group.</summary>
    public int Pieces(int group) => Math.Min(CompactForest.Lanes, PieceCount - (group * CompactForest.Lanes));
}

/// <summary>Where the parts of a group's branches lie: those of the first branch of the first piece; others follow at strides.</summary>
internal readonly unsafe struct GroupBranches
{
    public GroupBranches(PackedGroup* group, byte* start, byte* shape, bool isWide)
    {
        (Count, Stride) = (group->NodeCount, group->NodeStride(isWide));
        Slots = start + group->ShapeSize;
        Limits = Slots + (CompactForest.Lanes * (isWide ? sizeof(ushort) : sizeof(byte)));
        IsShared = group->Shape != 0;
        First = IsShared ? shape : Limits + CompactForest.Lanes;
        Next = IsShared ? shape + PackedGroup.ShapeHalf(Count) : Limits + (2 * CompactForest.Lanes);
        (ShapeStride, ShapeLane) = IsShared ? (1, 0) : (Stride, 1);
    }

    /// <summary>The branches of a piece.</summary>
    public readonly int Count;

    /// <summary>From one branch to the next.</summary>
    public readonly int Stride;

    /// <summary>The slots of 64 pieces, of 8 or 16 bits, and the limits of their ranks.</summary>
    public readonly byte* Slots, Limits;

    /// <summary>The first leaf of a branch's left side, and that of its right side.</summary>
    public readonly byte* First, Next;

    /// <summary>From one branch to the next, and from one piece to the next, in the shape.</summary>
    public readonly int ShapeStride, ShapeLane;

    /// <summary>Whether all pieces have one shape.</summary>
    public readonly bool IsShared;
}
