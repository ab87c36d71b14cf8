using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels;

/// <summary>
/// Checks a packed ensemble before anything follows its references: every place that a walk can come to lies inside it, whatever the
/// bytes hold. One pass over the chunks, the masks or the branches.
/// </summary>
internal static unsafe class PackedChecks
{
    private const string Damaged = "The packed ensemble is damaged: ";

    /// <exception cref="TreeEnsembleException">Something does not fit.</exception>
    public static void Check(byte* start, nint length)
    {
        if (length < PackedHeader.Size) throw new TreeEnsembleException($"{Damaged}it has {length} bytes, less than its header");
        var header = (PackedHeader*)start;
        if (header->Magic != PackedHeader.CurrentMagic) throw new TreeEnsembleException("The bytes are not a packed tree ensemble; TreePacker.Pack makes one");
        if (header->Version is < PackedHeader.OldestVersion or > PackedHeader.CurrentVersion)
            throw new TreeEnsembleException($"The packed ensemble has version {header->Version}; this library reads {PackedHeader.OldestVersion} to {PackedHeader.CurrentVersion}: pack the model again");
        Require(header->Length == length, $"it says it has {header->Length} bytes, and has {length}");
        CheckCounts(header);
        CheckSections(start, header);
        if (IsDouble(header)) CheckSlots<long>(start, header);
        else CheckSlots<int>(start, header);
        CheckOutputs(start, header);
        if (IsCompact(header)) CompactChecks.Check(start, header);
        else if (HasMasks(header)) MaskChecks.Check(start, header);
        else new ChunkChecks(start, header).Check();
    }

    public static void Require(bool holds, string problem)
    {
        if (!holds) throw new TreeEnsembleException(Damaged + problem);
    }

    private static void CheckCounts(PackedHeader* header)
    {
        bool classifier = (header->Flags & (int)PackedFlags.Classifier) != 0;
        Require(header->FeatureCount > 0 && header->OutputCount >= (classifier ? 2 : 1) && header->TreeCount > 0, "it has no features, outputs or trees");
        Require(header->SlotCount is >= 0 and <= ushort.MaxValue, "its number of slots is out of range");
        Require(HasMasks(header) || IsCompact(header) || header->BlockCount == (header->TreeCount + PackedBlock.MaxTrees - 1) / PackedBlock.MaxTrees, "its blocks do not hold its trees");
        NarrowChecks.CheckKind(header);
        Require(header->Aggregate is >= 0 and <= (int)TreeAggregate.Max, "its aggregate is unknown");
        Require(header->Transform is >= 0 and <= (int)ScoreTransform.Probit, "its transform is unknown");
        int bases = header->BaseValueCount;
        Require(bases == 0 || bases == header->OutputCount || (bases == 1 && classifier && header->OutputCount == 2), "its base values do not fit its outputs");
    }

    private static void CheckSections(byte* start, PackedHeader* header)
    {
        bool weights = (header->Flags & (int)PackedFlags.LeafWeights) != 0, isDouble = IsDouble(header);
        int number = isDouble ? sizeof(double) : sizeof(float), weight = isDouble ? sizeof(PackedWeight<double>) : sizeof(PackedWeight<float>);
        Section(header, header->Slots, (long)(IsCompact(header) ? header->DescribedSlots : header->SlotCount) * sizeof(PackedSlot), "slots");
        Section(header, header->BaseValues, (long)header->BaseValueCount * number, "base values");
        Section(header, header->VotedOutputs, header->OutputCount, "voted outputs");
        Section(header, header->Keys, header->Keys.Length / (16 * number) * 16 * number, "thresholds");
        Section(header, header->Categories, header->Categories.Length / number * number, "categories");
        Section(header, header->LeafWeights, header->LeafWeights.Length / weight * weight, "weights");
        if (IsCompact(header))
        {
            CompactChecks.CheckSections(start, header, number);
            return;
        }
        if (HasMasks(header))
        {
            MaskChecks.CheckSections(header, number);
            return;
        }
        Section(header, header->Blocks, (long)header->BlockCount * sizeof(PackedBlock), "blocks");
        Section(header, header->Roots, (long)header->TreeCount * sizeof(int), "roots");
        Section(header, header->TreeOutputs, weights ? 0 : (long)header->TreeCount * sizeof(int), "outputs of trees");
        Section(header, header->LeafStarts, Math.Max(4, header->LeafStarts.Length / 4 * 4), "leaves");
        Section(header, header->LeafValues, isDouble && !weights ? header->LeafValues.Length / number * number : 0, "values of leaves");
        Section(header, header->Chunks, Math.Max(ChunkForest.ChunkSize, header->Chunks.Length / 64 * 64), "chunks");
    }

    /// <summary>Requires that a section is so long and lies inside.</summary>
    public static void Section(PackedHeader* header, PackedSection section, long expected, string name)
    {
        Require(section.Length >= 0 && section.Length == expected, $"its {name} take {section.Length} bytes, not {expected}");
        bool inside = section.Start >= PackedHeader.Size && section.Start % PackedHeader.Alignment == 0 && section.Start <= header->Length - section.Length;
        Require(section.Length == 0 || inside, $"its {name} lie outside");
    }

    private static bool HasMasks(PackedHeader* header) => (header->Flags & (int)PackedFlags.Masks) != 0;

    private static bool IsCompact(PackedHeader* header) => (header->Flags & (int)PackedFlags.Compact) != 0;

    private static bool IsDouble(PackedHeader* header) => (header->Flags & (int)PackedFlags.Double) != 0;

    // Categories are as wide as keys.
    private static void CheckSlots<TKey>(byte* start, PackedHeader* header)
        where TKey : unmanaged, IBinaryInteger<TKey>, IMinMaxValue<TKey>
    {
        var slots = (PackedSlot*)(start + header->Slots.Start);
        TKey[] keys = Keys<TKey>(start, header);
        long categories = header->Categories.Length / sizeof(TKey);
        for (int i = 0; i < header->DescribedSlots; i++)
        {
            PackedSlot slot = slots[i];
            Require((uint)slot.Feature < (uint)header->FeatureCount, $"slot {i} reads feature {slot.Feature}");
            Require((slot.Kind & PackedSlot.Continues) == 0 || ((slot.Kind & PackedSlot.KindMask) == (int)SlotKind.Rank && NarrowChecks.HasNarrowKeys(header)), $"slot {i} continues another");
            switch ((SlotKind)(slot.Kind & PackedSlot.KindMask))
            {
                case SlotKind.Rank when NarrowChecks.HasNarrowKeys(header):
                    NarrowChecks.CheckSlot(start, header, i);
                    break;
                case SlotKind.Rank:
                    CheckLevels(keys, slot, i);
                    break;
                case SlotKind.Member:
                    Require(slot.Count >= 0 && slot.Level0 >= 0 && slot.Level0 <= categories - slot.Count, $"slot {i} has categories outside");
                    break;
                case SlotKind.Equal:
                    Require(slot.Level0 >= 0 && slot.Level0 < keys.Length, $"slot {i} has its number outside");
                    break;
                default:
                    Require(false, $"slot {i} is of an unknown kind");
                    break;
            }
        }
    }

    // Masks compare numbers, which are in order where their keys are; what pads them is NaN, and the greatest key.
    private static TKey[] Keys<TKey>(byte* start, PackedHeader* header)
        where TKey : unmanaged
    {
        TKey[] keys = new ReadOnlySpan<TKey>(start + header->Keys.Start, header->Keys.Length / sizeof(TKey)).ToArray();
        if (!HasMasks(header)) return keys;
        for (int i = 0; i < keys.Length; i++)
            keys[i] = typeof(TKey) == typeof(long) ? NumberKey.Of<double, TKey>(Unsafe.BitCast<TKey, double>(keys[i])) : NumberKey.Of<float, TKey>(Unsafe.BitCast<TKey, float>(keys[i]));
        return keys;
    }

    // A search stays inside when each level is in order and ends above every number, and has one group per key of the level above.
    private static void CheckLevels<TKey>(TKey[] keys, PackedSlot slot, int number)
        where TKey : unmanaged, IBinaryInteger<TKey>, IMinMaxValue<TKey>
    {
        const int Group = 16;
        bool fits = slot.Levels is >= 1 and <= PackedSlot.MaxLevels && slot.Count is >= 0 and <= SlotTable.MaxThresholds;
        long length = Group;
        var sizes = new long[PackedSlot.MaxLevels];
        if (fits)
        {
            long bottom = ((slot.Count / Group) + 1) * Group;
            for (int level = slot.Levels - 1; level >= 0; level--, bottom = ((bottom / Group) + Group - 1) / Group * Group) sizes[level] = bottom;
            fits = sizes[0] == Group;
        }
        int[] starts = [slot.Level0, slot.Level1, slot.Level2, slot.Level3];
        for (int level = 0; fits && level < slot.Levels; level++)
        {
            length = sizes[level];
            fits = starts[level] >= 0 && starts[level] <= keys.Length - length;
            for (long i = 1; fits && i < length; i++) fits = keys[starts[level] + i - 1] <= keys[starts[level] + i];
            long used = level == slot.Levels - 1 ? slot.Count : sizes[level + 1] / Group;
            fits = fits && (level == slot.Levels - 1 ? keys[starts[level] + used] : keys[starts[level] + used - 1]) == TKey.MaxValue;
        }
        Require(fits, $"slot {number} has thresholds outside or out of order");
    }

    private static void CheckOutputs(byte* start, PackedHeader* header)
    {
        var outputs = (int*)(start + header->TreeOutputs.Start);
        for (int i = 0; i < header->TreeOutputs.Length / sizeof(int); i++)
            Require((uint)outputs[i] < (uint)header->OutputCount, $"tree {i} votes for output {outputs[i]}");
        var starts = (int*)(start + header->LeafStarts.Start);
        int leaves = (header->LeafStarts.Length / sizeof(int)) - 1;
        int size = IsDouble(header) ? sizeof(PackedWeight<double>) : sizeof(PackedWeight<float>), weights = header->LeafWeights.Length / size;
        Require(starts[0] == 0 && starts[leaves] == weights, "its leaves do not hold its weights");
        for (int i = 0; i < leaves; i++) Require(starts[i] <= starts[i + 1], $"leaf {i} ends before it starts");
        if ((header->Flags & (int)PackedFlags.LinearLeaves) != 0)
        {
            CheckLinear(start, header, starts, leaves, size);
            return;
        }
        for (int i = 0; i < weights; i++)
        {
            // The output comes first, whatever the value's precision.
            int output = *(int*)(start + header->LeafWeights.Start + ((long)i * size));
            Require((uint)output < (uint)header->OutputCount, $"weight {i} is for output {output}");
        }
    }

    private static void CheckLinear(byte* start, PackedHeader* header, int* starts, int leaves, int size)
    {
        const PackedFlags Needed = PackedFlags.LeafWeights, Excluded = PackedFlags.Classifier | PackedFlags.Masks | PackedFlags.Compact;
        bool fits = ((PackedFlags)header->Flags & (Needed | Excluded)) == Needed && header->Aggregate == (int)TreeAggregate.Sum;
        Require(fits, "its leaves are linear models, and it is no sum of trees in chunks");
        for (int i = 0; i < leaves; i++)
        {
            Require(starts[i + 1] - starts[i] >= 2, $"leaf {i} is no linear model");
            Require((uint)OutputOf(starts[i]) < (uint)header->OutputCount, $"leaf {i} is for output {OutputOf(starts[i])}");
            Require(OutputOf(starts[i] + 1) == starts[i + 1] - starts[i] - 2, $"leaf {i} has another number of terms than it says");
            for (int k = starts[i] + 2; k < starts[i + 1]; k++) Require((uint)OutputOf(k) < (uint)header->FeatureCount, $"leaf {i} reads feature {OutputOf(k)}");
        }

        int OutputOf(int weight) => *(int*)(start + header->LeafWeights.Start + ((long)weight * size));
    }
}
