using static MlDsl.Kernels.PackedChecks;

namespace MlDsl.Kernels;

/// <summary>Checks every chunk that a walk can come to, step by step from the roots.</summary>
internal sealed unsafe class ChunkChecks(byte* start, PackedHeader* header)
{
    private readonly byte* chunks = start + header->Chunks.Start;

    // The leaves that results number; none where results are values themselves.
    private readonly int results = (header->Flags & (int)PackedFlags.LeafWeights) != 0 ? (header->LeafStarts.Length / sizeof(int)) - 1
        : (header->Flags & (int)PackedFlags.Double) != 0 ? header->LeafValues.Length / sizeof(double) : 0;

    private readonly bool areValues = (header->Flags & (int)(PackedFlags.LeafWeights | PackedFlags.Double)) == 0;

    // How many steps remain from a chunk on; 0 while no walk has come to it.
    private readonly int[] remaining = new int[header->Chunks.Length / ChunkForest.ChunkSize];
    private readonly Stack<(int Chunk, int Remaining)> open = new();

    public void Check()
    {
        var blocks = (PackedBlock*)(start + header->Blocks.Start);
        var roots = (int*)(start + header->Roots.Start);
        for (int b = 0; b < header->BlockCount; b++)
        {
            PackedBlock block = blocks[b];
            int first = b * PackedBlock.MaxTrees;
            bool regular = block is { FanOut: 1, Steps: 1 } or { FanOut: 2 or 4 or 8, Steps: 2 };
            Require(block.Steps >= 1 && (block.FanOut == 0 || regular), $"block {b} takes {block.Steps} steps");
            Require(block.TreeCount == Math.Min(PackedBlock.MaxTrees, header->TreeCount - first), $"block {b} has {block.TreeCount} trees");
            for (int i = first; i < first + block.TreeCount; i++)
            {
                Visit(roots[i], block.Steps);
                Require(roots[i] % ChunkForest.ChunkSize == 0, $"tree {i} starts within a chunk");
                if (block is { Steps: 2, FanOut: > 0 }) VisitRegular(roots[i], block.FanOut);
            }
        }
        while (open.Count > 0)
        {
            (int chunk, int left) = open.Pop();
            CheckChunk(chunk, left);
        }
    }

    private void VisitRegular(int root, int fanOut)
    {
        var exits = (int*)(chunks + root + ChunkForest.ExitsAt);
        for (int way = 0; way < ChunkForest.Lanes; way++)
        {
            int next = root + (ChunkForest.ChunkSize * (1 + Math.Min(way, fanOut - 1)));
            Require(exits[way] == next, $"way {way} out of chunk {root / ChunkForest.ChunkSize} does not lead to its own chunk");
            Visit(next, 1);
        }
    }

    private void Visit(int target, int left)
    {
        Require(target >= 0 && target < header->Chunks.Length && target % sizeof(int) == 0, $"it leads to {target}, which is no chunk");
        int chunk = target / ChunkForest.ChunkSize, way = target % ChunkForest.ChunkSize / sizeof(int);
        Require(way < ChunkForest.Lanes, $"it leads to {target}, beyond the ways out of a chunk");
        if (way > 0) RequireNever(chunk);
        if (remaining[chunk] == left) return;
        Require(remaining[chunk] == 0, $"chunk {chunk} is come to in different steps");
        remaining[chunk] = left;
        open.Push((chunk, left));
    }

    // Ways out are counted from the place that was led to, so the conditions must not add to it.
    private void RequireNever(int chunk)
    {
        var limits = (short*)(chunks + ((long)chunk * ChunkForest.ChunkSize) + ChunkForest.LimitsAt);
        for (int lane = 1; lane < ChunkForest.Lanes; lane++)
            Require(limits[lane] == SlotTable.Never, $"chunk {chunk} has conditions and is entered in the middle");
    }

    private void CheckChunk(int number, int left)
    {
        byte* chunk = chunks + ((long)number * ChunkForest.ChunkSize);
        for (int lane = 0; lane < ChunkForest.Lanes; lane++)
        {
            int slot = ((ushort*)chunk)[lane];
            Require(slot < Math.Max(1, header->SlotCount), $"chunk {number} reads slot {slot} of {header->SlotCount}");
        }
        Require(((short*)(chunk + ChunkForest.LimitsAt))[0] == SlotTable.Never, $"chunk {number} has a condition before its first");
        for (int way = 0; way < ChunkForest.Lanes; way++)
        {
            int target = ((int*)(chunk + ChunkForest.ExitsAt))[way];
            if (left > 1) Visit(target, left - 1);
            else Require(areValues || (uint)target < (uint)results, $"chunk {number} leads to leaf {target} of {results}");
        }
    }
}
