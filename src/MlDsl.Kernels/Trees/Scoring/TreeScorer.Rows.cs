using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels;

public sealed unsafe partial class TreeScorer
{
    // Rows that go through all trees together, so that a tree's chunks are read once for all of them.
    private const int BlockRows = LaneWalk.Stride, BlockShift = LaneWalk.Shift;

    // Blocks of eight trees, or of four strips of masks, per tile: small enough for the second-level cache together with the ranks of the rows.
    private const int TileBlocks = 8, MaskTileBlocks = 2;

    [SkipLocalsInit]
    private T PredictOne<T>(ReadOnlySpan<T> features)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check<T>(features.Length);
        if (OutputCount != 1) ThrowOutputs();
        Scratch scratch = default;
        scratch.Need(rankStride * sizeof(short));
        byte* stack = stackalloc byte[scratch.StackSize];
        var ranks = (short*)scratch.Open(stack);
        T score;
        fixed (T* row = features)
        {
            Rank(row, ranks);
            score = PredictRanked(row, ranks);
        }
        scratch.Close();
        GC.KeepAlive(this);
        return score;
    }

    private T PredictRanked<T>(T* row, short* ranks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (packed.Aggregate is TreeAggregate.Sum or TreeAggregate.Average && !packed.HasLeafWeights && packed.Compact is not { CodeSize: > 0 })
        {
            var sum = new SumSink<T>(packed, T.Zero);
            Walk(ranks, 0, packed.BlockCount, ref sum);
            return ScoreWriter.Single(packed, sum.Sum);
        }
        T score = T.Zero;
        byte voted = 0;
        WalkInto(row, ranks, 0, packed.BlockCount, &score, &voted, 0);
        return ScoreWriter.Single(packed, score);
    }

    /// <summary>The scores of a row, and the class for a classifier; the public methods by another name, for either precision.</summary>
    internal int Score<T>(ReadOnlySpan<T> features, Span<T> scores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (scores.Length != OutputCount) ThrowScores(scores.Length, OutputCount);
        if (OutputCount != 1) return ScoreRow(features, scores);
        scores[0] = PredictOne(features);
        return 0;
    }

    [SkipLocalsInit]
    private int ScoreRow<T>(ReadOnlySpan<T> features, Span<T> scores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check<T>(features.Length);
        Scratch scratch = default;
        int ranksAt = scratch.Need(rankStride * sizeof(short));
        int sumsAt = scratch.Need(OutputCount * sizeof(T));
        int votedAt = scratch.Need(OutputCount);
        byte* stack = stackalloc byte[scratch.StackSize];
        byte* memory = scratch.Open(stack);
        var ranks = (short*)(memory + ranksAt);
        var sums = (T*)(memory + sumsAt);
        byte* voted = memory + votedAt;
        new Span<T>(sums, OutputCount).Clear();
        StartVotes(voted, OutputCount, 0);
        fixed (T* row = features)
        {
            Rank(row, ranks);
            WalkInto(row, ranks, 0, packed.BlockCount, sums, voted, 0);
        }
        int chosen = Finish(sums, voted, 0, scores);
        scratch.Close();
        GC.KeepAlive(this);
        return chosen;
    }

    /// <summary>The scores of rows, and the classes where there are places for them.</summary>
    [SkipLocalsInit]
    internal void ScoreBatch<T>(ReadOnlySpan<T> rows, Span<T> scores, Span<int> classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check<T>(FeatureCount);
        int count = rows.Length / FeatureCount;
        if (count * FeatureCount != rows.Length)
            throw new ArgumentException($"{rows.Length} values are not whole rows; the ensemble has {FeatureCount} features", nameof(rows));
        if (scores.Length != (long)count * OutputCount) ThrowScores(scores.Length, checked(count * OutputCount));
        if (packed.Masks is { } masks && path.Lanes != RowLanes.None && typeof(T) == typeof(float) && count >= path.LeastLaneRows)
        {
            ScoreInLanes(masks, rows, scores, classes);
            return;
        }
        if (packed.Compact is { } compact && !packed.HasLeafWeights)
        {
            if (count >= path.LeastBitRows)
            {
                if (path.Bits == RowBits.Vector512 && count > LaneRows.Count) ScoreBits<BitLanes512, T>(compact, rows, scores, classes);
                else ScoreBits<BitLanes256, T>(compact, rows, scores, classes);
                return;
            }
            if (path.Lanes != RowLanes.None && typeof(T) == typeof(float) && count >= path.LeastLaneRows)
            {
                ScoreCompact(compact, rows, scores, classes);
                return;
            }
        }
        bool lanes = packed.CanUseLanes && path.Lanes != RowLanes.None;
        Scratch scratch = default;
        int ranksAt = scratch.Need(checked(BlockRows * rankStride * sizeof(short)));
        int columnsAt = scratch.Need(lanes ? BlockRows * packed.SlotCount * sizeof(short) : 0);
        int sumsAt = scratch.Need(checked(BlockRows * OutputCount * sizeof(T)));
        int votedAt = scratch.Need(checked(BlockRows * OutputCount));
        byte* stack = stackalloc byte[scratch.StackSize];
        byte* memory = scratch.Open(stack);
        var block = new RowBlock<T>((short*)(memory + ranksAt), lanes ? (short*)(memory + columnsAt) : null, (T*)(memory + sumsAt), memory + votedAt);
        fixed (T* first = rows)
        {
            for (int start = 0; start < count; start += BlockRows)
            {
                int length = Math.Min(BlockRows, count - start);
                ScoreBlock(first + ((nint)start * FeatureCount), length, block);
                for (int i = 0; i < length; i++)
                {
                    Span<T> into = scores.Slice((start + i) * OutputCount, OutputCount);
                    if (OutputCount == 1) into[0] = ScoreWriter.Single(packed, block.Sums[i]);
                    else
                    {
                        int chosen = Finish(block.Sums + i, block.Voted + i, BlockShift, into);
                        if (!classes.IsEmpty) classes[start + i] = chosen;
                    }
                }
            }
        }
        scratch.Close();
        GC.KeepAlive(this);
    }

    /// <summary>The memory of a block of rows: ranks by row and by slot, scores and votes by output.</summary>
    private readonly struct RowBlock<T>(short* ranks, short* columns, T* sums, byte* voted)
        where T : unmanaged
    {
        public readonly short* Ranks = ranks, Columns = columns;
        public readonly T* Sums = sums;
        public readonly byte* Voted = voted;
    }

    private void ScoreBlock<T>(T* rows, int count, RowBlock<T> block)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        new Span<T>(block.Sums, BlockRows * OutputCount).Clear();
        StartVotes(block.Voted, OutputCount, BlockShift);
        for (int i = 0; i < count; i++) Rank(rows + ((nint)i * FeatureCount), block.Ranks + (i * rankStride));
        bool lanes = block.Columns != null && count >= path.LeastLaneRows;
        if (lanes) Transpose(block, count);
        for (int tile = 0; tile < packed.BlockCount;)
        {
            if (lanes && packed.Blocks[tile].FanOut != 0)
            {
                LaneWalk.Run(packed, path.Lanes, block.Columns, tile++, count, (float*)block.Sums);
                continue;
            }
            int end = tile + 1, most = packed.Masks is null && packed.Compact is null ? TileBlocks : MaskTileBlocks;
            while (end < packed.BlockCount && end - tile < most && !(lanes && packed.Blocks[end].FanOut != 0)) end++;
            for (int i = 0; i < count; i++) WalkInto(rows + ((nint)i * FeatureCount), block.Ranks + (i * rankStride), tile, end, block.Sums + i, block.Voted + i, BlockShift);
            tile = end;
        }
    }

    private void Transpose<T>(RowBlock<T> block, int count)
        where T : unmanaged
    {
        for (int i = 0; i < count; i++)
            for (int slot = 0; slot < packed.SlotCount; slot++)
                block.Columns[(slot << BlockShift) + i] = block.Ranks[(i * rankStride) + slot];
    }

    private int Finish<T>(T* sums, byte* voted, int shift, Span<T> into)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (IsClassifier) return ScoreWriter.Classes(packed, sums, voted, shift, into);
        ScoreWriter.Regression(packed, sums, voted, shift, into);
        return 0;
    }

    // Where each tree has one output, what is voted for does not depend on the row.
    private void StartVotes(byte* voted, int outputs, int shift)
    {
        bool known = !packed.HasLeafWeights && packed.Aggregate is TreeAggregate.Sum or TreeAggregate.Average;
        for (int i = 0; i < outputs; i++) new Span<byte>(voted + (i << shift), 1 << shift).Fill(known ? packed.VotedOutputs[i] : (byte)0);
    }

    private void WalkInto<T>(T* row, short* ranks, int firstBlock, int endBlock, T* scores, byte* voted, int shift)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (packed.Aggregate is TreeAggregate.Min or TreeAggregate.Max)
        {
            var sink = new ExtremeSink<T>(packed, scores, voted, shift, packed.Aggregate == TreeAggregate.Min);
            WalkChunks(ranks, firstBlock, endBlock, ref sink);
        }
        else if (packed.HasLinearLeaves)
        {
            var sink = new LinearLeafSink<T>(packed, row, scores, voted, shift);
            WalkChunks(ranks, firstBlock, endBlock, ref sink);
        }
        else if (packed.Compact is { CodeSize: > 0 } compact) WalkCodes(compact, ranks, firstBlock, endBlock, scores, shift);
        else if (packed.HasLeafWeights)
        {
            var sink = new WeightSumSink<T>(packed, scores, voted, shift);
            Walk(ranks, firstBlock, endBlock, ref sink);
        }
        else if (OutputCount == 1)
        {
            var sink = new SumSink<T>(packed, *scores);
            Walk(ranks, firstBlock, endBlock, ref sink);
            *scores = sink.Sum;
        }
        else
        {
            var sink = new OutputSumSink<T>(packed, scores, shift);
            Walk(ranks, firstBlock, endBlock, ref sink);
        }
    }

    private void Walk<TSink>(short* ranks, int firstBlock, int endBlock, ref TSink sink)
        where TSink : struct, IResultSink, ILeafSink
    {
        if (packed.Compact is { } compact) CompactWalk.Run(packed, compact, path.Walk, (byte*)ranks, firstBlock, endBlock, ref sink);
        else if (packed.Masks is not { } masks) WalkChunks(ranks, firstBlock, endBlock, ref sink);
        else if (path.Walk == RowWalk.Mask512) MaskWalk.Run<MaskVector512, TSink>(packed, masks, (int*)ranks, firstBlock, endBlock, ref sink);
        else if (path.Walk == RowWalk.Mask256) MaskWalk.Run<MaskVector256, TSink>(packed, masks, (int*)ranks, firstBlock, endBlock, ref sink);
        else if (path.Walk == RowWalk.Mask128) MaskWalk.Run<MaskVector128, TSink>(packed, masks, (int*)ranks, firstBlock, endBlock, ref sink);
        else MaskWalk.Run<MaskWords, TSink>(packed, masks, (int*)ranks, firstBlock, endBlock, ref sink);
    }

    private void WalkChunks<TSink>(short* ranks, int firstBlock, int endBlock, ref TSink sink)
        where TSink : struct, IResultSink
    {
        if (path.Walk == RowWalk.Scalar) ScalarWalk.Run(packed, ranks, firstBlock, endBlock, ref sink);
        else if (rankStride == 32) PermuteWalk.Run<RankTable32, TSink>(packed, ranks, firstBlock, endBlock, ref sink);
        else if (rankStride == 64) PermuteWalk.Run<RankTable64, TSink>(packed, ranks, firstBlock, endBlock, ref sink);
        else PermuteWalk.Run<RankTable128, TSink>(packed, ranks, firstBlock, endBlock, ref sink);
    }

    private void Rank<T>(T* row, short* ranks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (packed.Compact is { } compact) CompactRanker.Rank(packed, compact, row, (byte*)ranks);
        else if (packed.Masks is { } masks) CellRanker.Rank(packed, masks, row, (int*)ranks);
        else RowRanker.Rank(packed, row, ranks);
    }
}
