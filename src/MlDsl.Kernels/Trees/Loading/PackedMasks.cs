namespace MlDsl.Kernels;

/// <summary>The masks of a packed ensemble whose lengths and references have been checked.</summary>
internal sealed unsafe class PackedMasks
{
    public PackedMasks(byte* start, PackedHeader* header)
    {
        (DenseCount, FlagCount, PieceCount, StripCount, LineLength) = (header->SlotCount, header->FlagCount, header->PieceCount, header->StripCount, header->LineLength);
        IsWide = (header->Flags & (int)PackedFlags.WideMasks) != 0;
        FirstLines = (int*)(start + header->FirstLines.Start);
        FlagGroups = (PackedFlagGroup*)(start + header->FlagGroups.Start);
        FlagGroupCount = header->FlagGroups.Length / sizeof(PackedFlagGroup);
        FlagThresholds = start + header->FlagThresholds.Start;
        Masks = start + header->Masks.Start;
        Bases = (int*)(start + header->MaskBases.Start);
        Places = start + header->Places.Start;
        LaneTables = start + header->LaneTables.Start;
        LaneBases = (ushort*)(start + header->LaneBases.Start);
        FlagPlaces = (ushort*)(start + header->FlagPlaces.Start);
        HasLaneTables = header->FlagPlaces.Length > 0;
        int lines = header->Places.Length / sizeof(ushort) / LineLength;
        FirstFlagLine = lines - (2 * FlagCount);
    }

    /// <summary>The columns of which each row has a cell; the ensemble's slots say how it is found.</summary>
    public int DenseCount { get; }

    public int FlagCount { get; }

    public int PieceCount { get; }

    public int StripCount { get; }

    /// <summary>The places of a line.</summary>
    public int LineLength { get; }

    /// <summary>Whether masks have 64 leaves, not 32.</summary>
    public bool IsWide { get; }

    /// <summary>The line of each dense column's first cell.</summary>
    public int* FirstLines { get; }

    public PackedFlagGroup* FlagGroups { get; }

    public int FlagGroupCount { get; }

    /// <summary>Sixteen numbers for each group, in the precision of the features.</summary>
    public void* FlagThresholds { get; }

    /// <summary>The line of the first flag that is set; the next is that of the flag where it is missing.</summary>
    public int FirstFlagLine { get; }

    public byte* Masks { get; }

    /// <summary>Where each strip's masks start.</summary>
    public int* Bases { get; }

    /// <summary>The lines.</summary>
    public byte* Places { get; }

    public byte* LaneTables { get; }

    public ushort* LaneBases { get; }

    public ushort* FlagPlaces { get; }

    /// <summary>Whether batches can look up leaves with rows in lanes.</summary>
    public bool HasLaneTables { get; }

    /// <summary>The most lines of a row, one of them for rows without any.</summary>
    public int MaxLines => 1 + DenseCount + FlagCount;
}
