using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels;

public sealed unsafe partial class TreeScorer
{
    /// <summary>Scores rows of a compact ensemble by <see cref="BitWalk"/>.</summary>
    [SkipLocalsInit]
    private void ScoreBits<TLanes, T>(PackedCompact compact, ReadOnlySpan<T> rows, Span<T> scores, Span<int> classes)
        where TLanes : struct, IBitLanes<TLanes>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = rows.Length / FeatureCount, block = TLanes.Size * 8, sums = checked(LaneRows.Count * OutputCount);
        Scratch scratch = default;
        int columnsAt = scratch.Need(checked(LaneRows.Count * Math.Max(1, compact.DescribedSlots)));
        int tableAt = scratch.Need(checked(compact.ConditionCount * TLanes.Size));
        int startsAt = scratch.Need(Math.Max(1, packed.SlotCount) * sizeof(int));
        int sumsAt = scratch.Need(checked(block / LaneRows.Count * sums * sizeof(T)));
        int votedAt = scratch.Need(sums);
        int planesAt = scratch.Need(BitWalk.Planes(TLanes.Size));
        int leftAt = scratch.Need(block);
        int valuesAt = scratch.Need((CompactForest.MaxLeaves + 1) * sizeof(T));
        int workAt = scratch.Need(Math.Max(Math.Max(ConditionBits.Memory, BitWalk.Memory(TLanes.Size)), LaneRanker512.Memory));
        byte* stack = stackalloc byte[scratch.StackSize];
        byte* memory = scratch.Open(stack);
        byte* columns = memory + columnsAt, voted = memory + votedAt, work = memory + workAt;
        var into = (T*)(memory + sumsAt);
        var conditions = new ConditionBits(memory + tableAt, (int*)(memory + startsAt), TLanes.Size);
        conditions.Open(packed, compact);
        StartVotes(voted, OutputCount, LaneRows.Shift);
        fixed (T* from = rows)
        {
            for (int start = 0; start < count; start += block)
            {
                int length = Math.Min(block, count - start);
                new Span<T>(into, block / LaneRows.Count * sums).Clear();
                for (int part = 0; part * LaneRows.Count < length; part++)
                {
                    T* first = from + ((nint)(start + (part * LaneRows.Count)) * FeatureCount);
                    int some = Math.Min(LaneRows.Count, length - (part * LaneRows.Count));
                    CompactRanker.Rank(packed, compact, path.Lanes, first, some, columns, work);
                    conditions.AddRanks(packed, compact, columns, part);
                    conditions.AddSets(compact, first, FeatureCount, some, part, work);
                }
                AddTrees<TLanes, T>(compact, conditions, length, into, memory + planesAt, memory + leftAt, (T*)(memory + valuesAt), work);
                for (int part = 0; part * LaneRows.Count < length; part++)
                    FinishRows(into + (part * sums), voted, start + (part * LaneRows.Count), Math.Min(LaneRows.Count, length - (part * LaneRows.Count)), scores, classes);
            }
        }
        scratch.Close();
        GC.KeepAlive(this);
    }

    private void AddTrees<TLanes, T>(PackedCompact compact, ConditionBits conditions, int count, T* sums, byte* planes, byte* left, T* table, byte* work)
        where TLanes : struct, IBitLanes<TLanes>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int group = 0; group < packed.BlockCount; group++)
        {
            GroupBranches branches = compact.Branches(group);
            int width = compact.Groups[group].Width, pieces = compact.Pieces(group), depth = BitWalk.CompleteDepth(branches);
            for (int lane = 0; lane < pieces; lane++)
            {
                int piece = (group * CompactForest.Lanes) + lane;
                int bits = BitWalk.Find<TLanes>(branches, lane, compact.IsWide, depth, width, conditions, planes, work);
                BitWalk.Spread(planes, bits, TLanes.Size, count, left);
                T* values = LeafLookup.Values(packed, compact, group, lane, table);
                T* sum = sums + (OutputCount > 1 ? (nint)packed.TreeOutputs[piece] << LaneRows.Shift : 0);
                for (int row = 0; row < count; row += LaneRows.Count, sum += LaneRows.Count * OutputCount)
                    LeafLookup.Add(values, width, left + row, Math.Min(LaneRows.Count, count - row), sum);
            }
        }
    }
}
