using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels;

public sealed unsafe partial class TreeScorer
{
    /// <summary>Scores rows by <see cref="MaskLanes512"/> or <see cref="MaskLanes"/>; numbers are floats, under whatever name the caller knows them.</summary>
    [SkipLocalsInit]
    private void ScoreInLanes<T>(PackedMasks masks, ReadOnlySpan<T> rows, Span<T> scores, Span<int> classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = rows.Length / FeatureCount, sums = checked(LaneRows.Count * OutputCount);
        Scratch scratch = default;
        int cellsAt = scratch.Need(LaneRows.Count * masks.DenseCount);
        int flagsAt = scratch.Need(LaneRows.Count * masks.FlagCount * sizeof(ushort));
        int rowFlagsAt = scratch.Need(masks.FlagCount * sizeof(int));
        int sumsAt = scratch.Need(checked(sums * sizeof(float)));
        int votedAt = scratch.Need(sums);
        int workAt = scratch.Need(path.Lanes == RowLanes.Vector512 ? MaskLanes512.Memory(masks) : MaskLanes.Memory(masks));
        byte* stack = stackalloc byte[scratch.StackSize];
        byte* memory = scratch.Open(stack);
        var lanes = new LaneRows(memory + cellsAt, (ushort*)(memory + flagsAt), (float*)(memory + sumsAt));
        byte* voted = memory + votedAt;
        StartVotes(voted, OutputCount, LaneRows.Shift);
        fixed (T* from = rows)
        {
            for (int start = 0; start < count; start += LaneRows.Count)
            {
                int length = Math.Min(LaneRows.Count, count - start);
                new Span<float>(lanes.Sums, sums).Clear();
                int flags = lanes.Rank(packed, masks, (float*)from + ((nint)start * FeatureCount), length, (int*)(memory + rowFlagsAt));
                AddStrips(masks, lanes, length, flags, memory + workAt);
                FinishRows((T*)lanes.Sums, voted, start, length, scores, classes);
            }
        }
        scratch.Close();
        GC.KeepAlive(this);
    }

    private void AddStrips(PackedMasks masks, LaneRows lanes, int count, int flags, byte* work)
    {
        if (path.Lanes == RowLanes.Vector512) MaskLanes512.Run(packed, masks, lanes, count, flags, work);
        else if (path.Walk == RowWalk.Mask512) MaskLanes.Run<MaskVector512>(packed, masks, lanes, count, flags, work);
        else if (path.Walk == RowWalk.Mask256) MaskLanes.Run<MaskVector256>(packed, masks, lanes, count, flags, work);
        else MaskLanes.Run<MaskVector128>(packed, masks, lanes, count, flags, work);
    }
}
