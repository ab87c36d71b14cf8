using System.Numerics;

namespace MlDsl.Kernels;

/// <summary>
/// The slots of a compact forest with one threshold, such as places of an encoded category: they are found many at a time, and few are
/// reached in a row. None where there are few, or where a row has fewer features than are looked at together.
/// </summary>
internal sealed class CompactFlags
{
    private readonly MaskColumn[] columns;

    public CompactFlags(SlotTable slots, TreeEnsemble ensemble)
    {
        // What no number reaches is not found by comparing numbers.
        long highest = ensemble.IsDouble ? NumberKey.Of(double.PositiveInfinity) : NumberKey.Of(float.PositiveInfinity);
        int[] flags =
        [
            .. Enumerable.Range(0, slots.Slots.Count)
                .Where(i => slots.Slots[i] is { Source: { Kind: SlotKind.Rank, ZeroIsMissing: false }, Keys: { Count: 1 } keys } && keys[0] <= highest)
                .GroupBy(i => slots.Slots[i].Source.Feature)
                .OrderBy(static feature => feature.Key)
                .Select(static feature => feature.First()),
        ];
        Numbers = flags.Length < MaskColumns.LeastFlags || ensemble.FeatureCount < MaskColumns.Group ? [] : flags;
        columns = [.. Numbers.Select(i => new MaskColumn(slots.Slots[i].Source.Feature, [slots.Slots[i].Keys[0]]))];
    }

    /// <summary>The slots, by their features.</summary>
    public int[] Numbers { get; }

    public unsafe void Write<T>(SectionWriter writer, ref PackedHeader header)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PackedFlagGroup[] groups = MaskSections.Groups(columns, header.FeatureCount);
        for (int i = 0; i < groups.Length; i++)
            for (int place = 0; place < MaskColumns.Group; place++)
                if ((groups[i].Used >> place & 1) != 0) groups[i].Numbers[place] = Numbers[groups[i].Numbers[place]];
        header.FlagCount = Numbers.Length;
        header.FlagGroups = writer.Write<PackedFlagGroup>(groups);
        header.FlagThresholds = writer.Write<T>(MaskSections.Thresholds<T>(columns, groups));
    }
}
