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
        int ends = !fits ? 0 : slot->Levels == 1 ? slot->Count : NarrowKeys.Groups(slot->Count);
        long end = ((slot->Level0 + (long)ends) * sizeof(int)) + (slot->Levels == 1 ? 0 : NarrowKeys.Start(ends, slot->Level1));
        fits = fits && slot->Level0 > 0 && end <= header->Keys.Length - NarrowKeys.Beyond;
        int* last = keys + slot->Level0;
        fits = fits && (slot->Levels == 1 || last[ends - 1] == int.MaxValue);
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
            int exponents = NarrowLeaves.Exponents(leaves + group->FirstLeaf + (i % CompactForest.Lanes * NarrowLeaves.Stride(width)));
            Require(exponents >= header->PieceCount && exponents <= header->LeafExponents.Length - width, $"piece {i} has its exponents outside");
        }
    }
}
