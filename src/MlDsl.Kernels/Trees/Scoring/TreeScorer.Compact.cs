using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels;

public sealed unsafe partial class TreeScorer
{
    /// <summary>
    /// The most by which a score, before any transform, differs from that of the same trees with their leaves as they were: 0, unless these
    /// were rounded by <see cref="TreePacking.Leaves16"/> or <see cref="TreePacking.Leaves8"/>. It is proven for every row: the largest
    /// difference of each tree's leaves, summed over the trees, and what the additions may round.
    /// </summary>
    public double ErrorBound => packed.ErrorBound;

    /// <summary>Scores rows of a compact ensemble by <see cref="CompactLanes"/>; numbers are floats, under whatever name the caller knows them.</summary>
    [SkipLocalsInit]
    private void ScoreCompact<T>(PackedCompact compact, ReadOnlySpan<T> rows, Span<T> scores, Span<int> classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = rows.Length / FeatureCount, sums = checked(LaneRows.Count * OutputCount);
        Scratch scratch = default;
        int columnsAt = scratch.Need(checked(LaneRows.Count * Math.Max(1, packed.SlotCount)));
        int sumsAt = scratch.Need(checked(sums * sizeof(float)));
        int votedAt = scratch.Need(sums);
        int workAt = scratch.Need(Math.Max(CompactLanes.Memory, LaneRanker512.Memory));
        byte* stack = stackalloc byte[scratch.StackSize];
        byte* memory = scratch.Open(stack);
        byte* columns = memory + columnsAt, voted = memory + votedAt;
        var into = (float*)(memory + sumsAt);
        StartVotes(voted, OutputCount, LaneRows.Shift);
        fixed (T* from = rows)
        {
            for (int start = 0; start < count; start += LaneRows.Count)
            {
                int length = Math.Min(LaneRows.Count, count - start);
                new Span<float>(into, sums).Clear();
                CompactRanker.Rank(packed, compact, path.Lanes, (float*)from + ((nint)start * FeatureCount), length, columns, memory + workAt);
                CategoryRanker.Rank(compact, path.Lanes, (float*)from + ((nint)start * FeatureCount), FeatureCount, length, columns + ((nint)compact.DescribedSlots << LaneRows.Shift), memory + workAt);
                if (path.Lanes == RowLanes.Vector512) CompactLanes.Run<ByteLanes512>(packed, compact, columns, length, into, memory + workAt);
                else if (path.Lanes == RowLanes.Vector256) CompactLanes.Run<ByteLanes256>(packed, compact, columns, length, into, memory + workAt);
                else CompactLanes.Run<ByteLanes128>(packed, compact, columns, length, into, memory + workAt);
                FinishRows((T*)into, voted, start, length, scores, classes);
            }
        }
        scratch.Close();
        GC.KeepAlive(this);
    }

    private void FinishRows<T>(T* sums, byte* voted, int start, int count, Span<T> scores, Span<int> classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < count; i++)
        {
            Span<T> into = scores.Slice((start + i) * OutputCount, OutputCount);
            if (OutputCount == 1)
            {
                into[0] = ScoreWriter.Single(packed, sums[i]);
                continue;
            }
            int chosen = Finish(sums + i, voted + i, LaneRows.Shift, into);
            if (!classes.IsEmpty) classes[start + i] = chosen;
        }
    }

    // Leaves that are codes have one output of each tree.
    private void WalkCodes<T>(PackedCompact compact, short* ranks, int firstBlock, int endBlock, T* scores, int shift)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (compact.CodeSize == sizeof(byte)) WalkCodes<T, byte>(compact, ranks, firstBlock, endBlock, scores, shift);
        else WalkCodes<T, ushort>(compact, ranks, firstBlock, endBlock, scores, shift);
    }

    private void WalkCodes<T, TCode>(PackedCompact compact, short* ranks, int firstBlock, int endBlock, T* scores, int shift)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TCode : unmanaged
    {
        if (OutputCount > 1)
        {
            var each = new CodeOutputSink<T, TCode>(packed, scores, shift);
            CompactWalk.Run(packed, compact, path.Walk, (byte*)ranks, firstBlock, endBlock, ref each);
            return;
        }
        var sum = new CodeSumSink<T, TCode>(packed, *scores);
        CompactWalk.Run(packed, compact, path.Walk, (byte*)ranks, firstBlock, endBlock, ref sum);
        *scores = sum.Sum;
    }
}
