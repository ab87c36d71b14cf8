using System.Numerics;

namespace MlDsl.Kernels;

/// <summary>Writes a forest of masks.</summary>
internal static class MaskSections
{
    public static void Write<T, TKey>(SectionWriter writer, ref PackedHeader header, MaskForest forest, MaskLeaves leaves)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TKey : unmanaged, IBinaryInteger<TKey>, IMinMaxValue<TKey>
    {
        MaskColumns columns = forest.Columns;
        header.Flags |= (int)(PackedFlags.Masks | (forest.Width == 64 ? PackedFlags.WideMasks : PackedFlags.None));
        (header.PieceCount, header.StripCount, header.LineLength, header.FlagCount) = (forest.Pieces.Count, forest.Strips, forest.LineLength, columns.Flags.Length);
        header.SlotCount = columns.Dense.Length;
        header.BlockCount = forest.LineLength / MaskForest.BlockStrips;
        var keys = new KeySections<T, TKey>(columns.Dense.Select(static column => new SlotTable.Slot(new SlotKey(SlotKind.Rank, column.Feature, false, false, 0), column.Keys, null)));
        header.Slots = writer.Write<PackedSlot>(keys.Slots);
        header.Keys = writer.Write<T>([.. keys.Keys.Select(static key => NumberKey.Value<TKey, T>(key))]);
        header.FirstLines = writer.Write<int>(FirstLines(columns));
        PackedFlagGroup[] groups = Groups(columns.Flags, header.FeatureCount);
        header.FlagGroups = writer.Write<PackedFlagGroup>(groups);
        header.FlagThresholds = writer.Write<T>(Thresholds<T>(columns.Flags, groups));
        header.TreeOutputs = writer.Write<int>(leaves.Outputs);
        header.LeafStarts = writer.Write<int>(leaves.Starts);
        header.LeafWeights = writer.Write<PackedWeight<T>>([.. leaves.Weights.Select(static weight => new PackedWeight<T> { Output = weight.Output, Value = T.CreateTruncating(weight.Value) })]);
        header.LeafValues = writer.Write<T>([.. leaves.Values.Select(T.CreateTruncating)]);
        header.MaskBases = writer.Write<int>(forest.Bases);
        header.Places = writer.Write<ushort>(forest.Places);
        header.Masks = writer.Write(forest.Masks);
        var lanes = new MaskLaneTables(forest, typeof(T) == typeof(float) && leaves.Values.Length > 0);
        header.LaneTables = writer.Write<byte>(lanes.Tables);
        header.LaneBases = writer.Write<ushort>(lanes.Bases);
        header.FlagPlaces = writer.Write<ushort>(lanes.FlagPlaces);
    }

    private static int[] FirstLines(MaskColumns columns)
    {
        var first = new int[columns.Dense.Length];
        for (int i = 0, line = 1; i < first.Length; line += columns.Dense[i++].Cells) first[i] = line;
        return first;
    }

    // Sixteen features lie inside the row even where the last flag is its last feature.
    public static PackedFlagGroup[] Groups(MaskColumn[] flags, int features)
    {
        List<PackedFlagGroup> groups = [];
        for (int i = 0; i < flags.Length;) groups.Add(Group(Math.Min(flags[i].Feature, features - MaskColumns.Group), ref i));
        return [.. groups];

        unsafe PackedFlagGroup Group(int start, ref int i)
        {
            var group = new PackedFlagGroup { Start = start };
            for (; i < flags.Length && flags[i].Feature < start + MaskColumns.Group; i++)
            {
                group.Used |= 1 << (flags[i].Feature - start);
                group.Numbers[flags[i].Feature - start] = i;
            }
            return group;
        }
    }

    public static T[] Thresholds<T>(MaskColumn[] flags, PackedFlagGroup[] groups)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var thresholds = new T[groups.Length * MaskColumns.Group];
        int group = 0;
        foreach (MaskColumn flag in flags)
        {
            while (flag.Feature >= groups[group].Start + MaskColumns.Group) group++;
            thresholds[(group * MaskColumns.Group) + flag.Feature - groups[group].Start] = NumberKey.Value<long, T>(flag.Keys[0]);
        }
        return thresholds;
    }
}
