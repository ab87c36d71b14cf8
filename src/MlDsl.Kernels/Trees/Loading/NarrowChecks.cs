using static MlDsl.Kernels.PackedChecks;

namespace MlDsl.Kernels;

/// <summary>Checks that narrow keys and leaves lie inside a packed compact ensemble, and that keys are in order.</summary>
internal static unsafe class NarrowChecks
{
    private const PackedFlags Codes = PackedFlags.Leaves8 | PackedFlags.Leaves16;

    public static bool HasNarrowKeys(PackedHeader* header) => ((PackedFlags)header->Flags & PackedFlags.NarrowKeys) != 0;

    /// <summary>Only compact ensembles in single precision have them, and narrow leaves only where each is a value.</summary>
    public static void CheckKind(PackedHeader* header)
    {
        var flags = (PackedFlags)header->Flags;
        if ((flags & (PackedFlags.NarrowKeys | PackedFlags.NarrowLeaves)) == 0) return;
        Require((flags & (PackedFlags.Compact | PackedFlags.Double | PackedFlags.Masks)) == PackedFlags.Compact, "it has narrow numbers, and is not compact in single precision");
        Require((flags & PackedFlags.NarrowLeaves) == 0 || (flags & (Codes | PackedFlags.LeafWeights)) == 0, "its leaves are of several kinds at once");
    }

    /// <summary>The keys of a slot.</summary>
    public static void CheckSlot(byte* start, PackedHeader* header, int number)
    {
        PackedSlot* slot = (PackedSlot*)(start + header->Slots.Start) + number;
        if ((slot->Kind & PackedSlot.IsFlag) != 0) return;
        int* keys = (int*)(start + header->Keys.Start);
        bool fits = slot->Count is > 0 and <= CompactForest.MaxThresholds && slot->Levels == (slot->Count < NarrowKeys.Group ? 1 : 2) && slot->Level1 is >= 0 and <= ushort.MaxValue;
        fits = fits && slot->Level0 > 0 && slot->Level0 <= (header->Keys.Length / sizeof(int)) - NarrowKeys.Group;
        int groups = fits ? NarrowKeys.Groups(slot->Count) : 0;
        if (fits && slot->Levels == 2)
        {
            // Both the keys of the last group and a vector from its last part on.
            long end = ((slot->Level0 + (long)NarrowKeys.Group) * sizeof(int)) + NarrowKeys.Start(groups, slot->Level1) + NarrowKeys.Vector;
            fits = end <= header->Keys.Length;
        }
        int* last = keys + slot->Level0;
        for (int i = 1; fits && i < NarrowKeys.Group; i++) fits = last[i - 1] <= last[i];
        fits = fits && last[slot->Levels == 1 ? slot->Count : groups - 1] == int.MaxValue;
        for (int i = 1; fits && i < slot->Count; i++) fits = NarrowKeys.Key(keys, slot, i - 1) <= NarrowKeys.Key(keys, slot, i);
        Require(fits, $"slot {number} has thresholds outside or out of order");
        bool continues = (slot->Kind & PackedSlot.Continues) != 0;
        Require(!continues || (number > 0 && slot[-1].Feature == slot->Feature && (slot[-1].Kind & PackedSlot.IsFlag) == 0 && ((slot[-1].Kind ^ slot->Kind) & ~PackedSlot.Continues) == 0), $"slot {number} continues another");
    }

    /// <summary>The exponents of wide pieces; where leaves lie, and how many a piece has, is known already.</summary>
    public static void CheckLeaves(byte* start, PackedHeader* header, PackedCompact compact)
    {
        byte* leaves = start + header->LeafValues.Start;
        for (int i = 0; i < header->PieceCount; i++)
        {
            PackedGroup* group = compact.Groups + (i / CompactForest.Lanes);
            int width = group->Width;
            if (compact.LeafExponents[i] != NarrowLeaves.Wide) continue;
            int exponents = *(int*)(leaves + group->FirstLeaf + (i % CompactForest.Lanes * NarrowLeaves.Stride(width)) + NarrowLeaves.StepsAt(width));
            Require(exponents >= header->PieceCount && exponents <= header->LeafExponents.Length - width, $"piece {i} has its exponents outside");
        }
    }
}
