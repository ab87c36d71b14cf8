using System.Runtime.InteropServices;

namespace MlDsl.Kernels;

/// <summary>The first 256 bytes of a packed ensemble. All numbers are little-endian; all sections start at multiples of 64.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct PackedHeader
{
    /// <summary>"MLTE", a version that changes whenever the layout does, and the oldest that is read: since that one, layouts have only been added.</summary>
    public const int CurrentMagic = 0x45544C4D, CurrentVersion = 7, OldestVersion = 5, Size = 256, Alignment = 64;

    public int Magic, Version, Length, FeatureCount, OutputCount, TreeCount, SlotCount, BlockCount;
    public int Aggregate, Transform, BaseValueCount, Flags;
    public PackedSection Slots, Keys, Categories, Blocks, Roots, TreeOutputs, Chunks, LeafStarts, LeafWeights, BaseValues, VotedOutputs, LeafValues;

    /// <summary>Where trees are masks: their pieces, strips, the places of a line, and the flags; slots are then dense columns.</summary>
    public int PieceCount, StripCount, LineLength, FlagCount;
    public PackedSection FlagGroups, FlagThresholds, FirstLines, Masks, MaskBases, Places, LaneTables, LaneBases, FlagPlaces;

    /// <summary>Where leaves are codes: the scale of each piece, and the most that a sum may differ from that of the leaves as they were.</summary>
    public PackedSection Scales;
    public double ErrorBound;

    /// <summary>Where leaves are narrow: a byte for each piece, then the exponents of the pieces whose leaves have many, as <see cref="NarrowLeaves"/> says.</summary>
    public PackedSection LeafExponents;

    /// <summary>The slots that are described one by one; of a compact ensemble those behind them are in its <see cref="PackedCategoryRun"/>s, which are its roots.</summary>
    public readonly unsafe int DescribedSlots => Slots.Length / sizeof(PackedSlot);
}

/// <summary>A section of a packed ensemble, in bytes from its start.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct PackedSection
{
    public int Start, Length;
}

/// <summary>What holds for the ensemble as a whole.</summary>
[Flags]
internal enum PackedFlags
{
    None = 0,

    /// <summary>A class is chosen.</summary>
    Classifier = 1,

    /// <summary>Leaves have several weights, or a tree votes for more than one output: results are leaf numbers, from which their weights follow.</summary>
    LeafWeights = 2,

    /// <summary>No weight is below zero.</summary>
    NoNegativeWeight = 4,

    /// <summary>A classifier of two classes all of whose weights are for the same one.</summary>
    OneVotedClass = 8,

    /// <summary>
    /// Keys have 64 bits; categories, weights and base values are double-precision numbers. Where every tree has one output, results are
    /// places among the leaves' values; in single precision they are the values themselves.
    /// </summary>
    Double = 16,

    /// <summary>Trees are masks instead of chunks.</summary>
    Masks = 32,

    /// <summary>Masks have 64 leaves, not 32.</summary>
    WideMasks = 64,

    /// <summary>Trees are pieces of a compact forest: blocks are its groups, chunks the bytes of their branches.</summary>
    Compact = 128,

    /// <summary>Branches of a compact forest name their slots with 16 bits, not 8.</summary>
    WideSlots = 256,

    /// <summary>The values of leaves are codes of 8 bits.</summary>
    Leaves8 = 512,

    /// <summary>The values of leaves are codes of 16 bits.</summary>
    Leaves16 = 1024,

    /// <summary>
    /// Leaves are linear models, in chunks. Of each the first of its weights is what it gives where a feature is missing; the second the constant, with
    /// the number of terms for an output; behind them each term, the feature for an output.
    /// </summary>
    LinearLeaves = 2048,

    /// <summary>Keys of a compact forest lie as <see cref="MlDsl.Kernels.NarrowKeys"/> says.</summary>
    NarrowKeys = 4096,

    /// <summary>Values of leaves of a compact forest lie as <see cref="MlDsl.Kernels.NarrowLeaves"/> says.</summary>
    NarrowLeaves = 8192,
}

/// <summary>A slot: the feature it reads, how, and its sorted keys with pivots above them for a search in steps of sixteen.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct PackedSlot
{
    public const int MissingIsHigh = 16, ZeroIsMissing = 32, Truncates = 64, NotNegative = 128, IsFlag = 256, Continues = 512, KindMask = 15, MaxLevels = 4;

    /// <summary>
    /// <see cref="SlotKind"/> and the flags above; a slot that is a flag is found among <see cref="PackedFlagGroup"/>, and one with narrow keys that continues has those
    /// that follow on the slot before.
    /// </summary>
    public int Kind;
    public int Feature;

    /// <summary>Levels of the search; the keys themselves are the last.</summary>
    public int Levels;

    /// <summary>The number of keys or categories.</summary>
    public int Count;

    /// <summary>
    /// Where each level starts among all keys. For <see cref="SlotKind.Equal"/> the first is the place of the key, for
    /// <see cref="SlotKind.Member"/> the place among the categories. Where keys are narrow, the first is the place of the last keys of the groups, and the
    /// second has a bit for each group that is wide.
    /// </summary>
    public int Level0, Level1, Level2, Level3;

    /// <summary>The kind of a slot, and how a value becomes a category where it asks for a set.</summary>
    public static int KindOf(SlotKey source, CategorySet? set)
    {
        int kind = (int)source.Kind | (source.MissingIsHigh ? MissingIsHigh : 0) | (source.ZeroIsMissing ? ZeroIsMissing : 0);
        if (set is null || set.Rounding == CategoryRounding.None) return kind;
        return kind | Truncates | (set.Rounding == CategoryRounding.NotNegative ? NotNegative : 0);
    }
}

/// <summary>Slots of a compact ensemble that follow each other and ask for sets of one feature's categories: whole numbers from 0 on, a bit for each in each set.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct PackedCategoryRun
{
    public const int KindMask = PackedSlot.MissingIsHigh | PackedSlot.Truncates | PackedSlot.NotNegative;

    /// <summary>How a value becomes a category, as a slot's kind has it.</summary>
    public int Kind;
    public int Feature;

    /// <summary>How many slots there are, and how many categories have a bit.</summary>
    public int Count, Categories;

    /// <summary>The bytes of a set.</summary>
    public readonly int Width => (Categories + 7) / 8;
}

/// <summary>Sixteen features, one after another, among which there are flags.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal unsafe struct PackedFlagGroup
{
    /// <summary>The first feature, and a bit for each that is a flag.</summary>
    public int Start, Used;

    /// <summary>The numbers of the flags; of a compact ensemble those of their slots.</summary>
    public fixed int Numbers[MaskColumns.Group];
}

/// <summary>What a leaf gives to one output, in the precision of the ensemble.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct PackedWeight<T>
    where T : unmanaged
{
    public int Output;
    public T Value;
}

/// <summary>Up to eight trees, one after another in the ensemble's order, that take the same number of steps.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct PackedBlock
{
    public const int MaxTrees = 8;

    public int Steps, TreeCount;

    /// <summary>The chunks of the second step, which follow the first one's; 0 where the chunks are in no fixed order.</summary>
    public int FanOut;

    public int Unused;
}
