using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static MlDsl.Kernels.PackedChecks;

namespace MlDsl.Kernels;

/// <summary>Checks that every mask, line and leaf that a row can come to lies inside a packed ensemble.</summary>
internal static unsafe class MaskChecks
{
    public static void Check(byte* start, PackedHeader* header)
    {
        int dense = header->SlotCount, strips = header->StripCount, pieces = header->LineLength * StripPieces(header);
        Require(((PackedFlags)header->Flags & PackedFlags.Masks) == 0 || header->Aggregate is (int)TreeAggregate.Sum or (int)TreeAggregate.Average, "masks have no smallest or largest");
        long lines = 1 + (2L * header->FlagCount);
        var first = Span<int>(start, header->FirstLines);
        var slots = Span<PackedSlot>(start, header->Slots);
        for (int i = 0; i < dense; i++)
        {
            Require((slots[i].Kind & PackedSlot.KindMask) == (int)SlotKind.Rank, $"column {i} is of another kind");
            Require(first[i] == lines - (2L * header->FlagCount), $"column {i} starts at line {first[i]}");
            lines += slots[i].Count + 2;
        }
        Section(header, header->Places, lines * header->LineLength * sizeof(ushort), "places");
        CheckFlags(start, header, header->FlagCount);
        CheckMasks(start, header, lines);
        CheckLanes(start, header);
        Require(header->PieceCount > 0 && header->PieceCount <= pieces && strips == (header->PieceCount + StripPieces(header) - 1) / StripPieces(header), "its strips do not hold its pieces");
    }

    /// <summary>The sections whose length the header tells.</summary>
    public static void CheckSections(PackedHeader* header, int number)
    {
        bool fits = header->LineLength > 0 && header->LineLength % MaskForest.BlockStrips == 0 && header->BlockCount == header->LineLength / MaskForest.BlockStrips
            && header->StripCount > 0 && header->StripCount <= header->LineLength && header->LineLength - header->StripCount < MaskForest.BlockStrips && header->FlagCount >= 0;
        Require(fits, "its strips do not fit its blocks");
        bool weights = (header->Flags & (int)PackedFlags.LeafWeights) != 0;
        long pieces = (long)header->LineLength * StripPieces(header), leaves = pieces * Width(header);
        int groups = header->FlagGroups.Length / sizeof(PackedFlagGroup);
        Section(header, header->FirstLines, (long)header->SlotCount * sizeof(int), "first lines");
        Section(header, header->FlagGroups, (long)groups * sizeof(PackedFlagGroup), "flags");
        Section(header, header->FlagThresholds, (long)groups * MaskColumns.Group * number, "thresholds of flags");
        Section(header, header->TreeOutputs, weights ? 0 : pieces * sizeof(int), "outputs of pieces");
        Section(header, header->LeafStarts, weights ? (leaves + 2) * sizeof(int) : sizeof(int), "leaves");
        Section(header, header->LeafValues, weights ? 0 : (leaves + 1) * number, "values of leaves");
        Section(header, header->MaskBases, (header->LineLength + 1L) * sizeof(int), "starts of strips");
        Section(header, header->Masks, header->Masks.Length / MaskForest.MaskSize * MaskForest.MaskSize, "masks");
        bool lanes = header->FlagPlaces.Length > 0;
        Section(header, header->LaneTables, lanes ? (long)header->StripCount * header->SlotCount * MaskLaneTables.Cells : 0, "tables of cells");
        Section(header, header->LaneBases, lanes ? (long)header->StripCount * header->SlotCount * sizeof(ushort) : 0, "columns of strips");
        Section(header, header->FlagPlaces, lanes ? header->StripCount * (1L + (2L * header->FlagCount)) * sizeof(ushort) : 0, "places of flags");
        Require(!lanes || (!weights && number == sizeof(float) && header->FlagCount <= MaskLaneTables.MaxFlags), "it has tables of cells that nothing can use");
    }

    /// <summary>Requires that flags are read inside the row, that there are no more than the header says, and that their numbers are below a limit.</summary>
    public static void CheckFlags(byte* start, PackedHeader* header, int limit)
    {
        int count = 0;
        foreach (PackedFlagGroup group in Span<PackedFlagGroup>(start, header->FlagGroups))
        {
            Require(group.Start >= 0 && group.Start <= header->FeatureCount - MaskColumns.Group, $"flags are read from feature {group.Start} on");
            Require(group.Used is >= 0 and < 1 << MaskColumns.Group, $"flags are used as {group.Used:X}");
            for (int i = 0; i < MaskColumns.Group; i++)
                if ((group.Used >> i & 1) != 0) Require(group.Numbers[i] >= 0 && group.Numbers[i] < limit && ++count <= header->FlagCount, $"a flag has number {group.Numbers[i]} of {limit}");
        }
    }

    private static void CheckMasks(byte* start, PackedHeader* header, long lines)
    {
        var bases = Span<int>(start, header->MaskBases);
        Require(bases[0] == 0 && bases[^1] == header->Masks.Length, "its strips do not hold its masks");
        var highest = new ushort[header->LineLength];
        ushort together = Highest((ushort*)(start + header->Places.Start), lines, highest);
        Require(together % MaskForest.MaskPlaces == 0, "a place is within a mask");
        for (int i = 0; i < highest.Length; i++)
        {
            Require(bases[i] % MaskForest.MaskSize == 0 && bases[i] < bases[i + 1], $"strip {i} ends before it starts");
            Require(highest[i] / MaskForest.MaskPlaces < (bases[i + 1] - bases[i]) / MaskForest.MaskSize, $"a line leads out of strip {i}");
        }
    }

    // Called once, over millions of places: optimised from the start.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ushort Highest(ushort* places, long lines, Span<ushort> highest)
    {
        ushort together = 0;
        for (long line = 0; line < lines; line++, places += highest.Length)
        {
            for (int i = 0; i < highest.Length; i++)
            {
                together |= places[i];
                highest[i] = Math.Max(highest[i], places[i]);
            }
        }
        return together;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CheckLanes(byte* start, PackedHeader* header)
    {
        if (header->FlagPlaces.Length == 0) return;
        var bases = Span<int>(start, header->MaskBases);
        var tables = Span<byte>(start, header->LaneTables);
        var columns = Span<ushort>(start, header->LaneBases);
        var flags = Span<ushort>(start, header->FlagPlaces);
        int dense = header->SlotCount, lines = 1 + (2 * header->FlagCount);
        for (int i = 0; i < dense; i++) Require(((PackedSlot*)(start + header->Slots.Start))[i].Count + 2 <= MaskLaneTables.Cells, $"column {i} has more cells than a table");
        for (int strip = 0; strip < header->StripCount; strip++)
        {
            int last = ((bases[strip + 1] - bases[strip]) / MaskForest.MaskSize) - 1;
            for (int i = strip * dense; i < (strip + 1) * dense; i++)
            {
                byte highest = 0;
                foreach (byte mask in tables.Slice(i * MaskLaneTables.Cells, MaskLaneTables.Cells)) highest = Math.Max(highest, mask);
                if (columns[i] % MaskForest.MaskPlaces != 0 || (columns[i] / MaskForest.MaskPlaces) + highest > last) Require(false, $"a table leads out of strip {strip}");
            }
            foreach (ushort place in flags.Slice(strip * lines, lines))
                if (place % MaskForest.MaskPlaces != 0 || place / MaskForest.MaskPlaces > last) Require(false, $"a flag leads out of strip {strip}");
        }
    }

    private static int Width(PackedHeader* header) => (header->Flags & (int)PackedFlags.WideMasks) != 0 ? 64 : 32;

    private static int StripPieces(PackedHeader* header) => MaskForest.StripPieces(Width(header));

    private static ReadOnlySpan<T> Span<T>(byte* start, PackedSection section)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(new ReadOnlySpan<byte>(start + section.Start, section.Length));
}
