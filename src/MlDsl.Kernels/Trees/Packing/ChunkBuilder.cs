namespace MlDsl.Kernels;

/// <summary>Cuts one tree into chunks.</summary>
internal sealed class ChunkBuilder(ChunkForest forest, SlotTable slots)
{
    private readonly Queue<Pending> pending = new();
    private readonly Dictionary<int, (int Chunk, int Used)> shared = [];

    /// <summary>A chunk to be filled: the subtree that starts in it, its step, and how many levels it takes.</summary>
    private readonly record struct Pending(int Chunk, int Node, int Step, int Levels);

    /// <summary>The branches on the longest way from the root to a leaf.</summary>
    public static int Depth(Tree tree)
    {
        int deepest = 0;
        var open = new Stack<(int Node, int Depth)>();
        open.Push((0, 0));
        while (open.Count > 0)
        {
            (int place, int depth) = open.Pop();
            deepest = Math.Max(deepest, depth);
            if (tree.Nodes[place].IsLeaf) continue;
            open.Push((tree.Nodes[place].WhenTrue, depth + 1));
            open.Push((tree.Nodes[place].WhenFalse, depth + 1));
        }
        return deepest;
    }

    /// <summary>Adds a tree that is left after exactly <paramref name="steps"/> chunks.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="depth">At least its depth.</param>
    /// <param name="steps">At least depth / 3, rounded up.</param>
    /// <param name="regular">Whether the second step's chunks follow the first one's in the order of its ways out.</param>
    /// <param name="result">What the last step gives for a leaf.</param>
    /// <returns>The offset of the first chunk.</returns>
    public int Add(Tree tree, int depth, int steps, bool regular, Func<TreeNode, int> result)
    {
        // Short of full levels at the top, not at the bottom: there it costs the fewest chunks.
        int top = Math.Max(0, depth - (ChunkForest.Levels * (steps - 1)));
        int root = forest.Add();
        shared.Clear();
        int last = 0;
        pending.Enqueue(new Pending(root, 0, 0, top));
        if (regular && steps == 2)
            for (int i = 0; i < 1 << top; i++) forest.Add();
        while (pending.Count > 0)
        {
            Pending chunk = pending.Dequeue();
            Fill(tree, chunk, (node, way, count) =>
            {
                // Where a chunk has fewer than three levels, its last ways out are never taken, but must lead somewhere.
                int end = way + count == 1 << chunk.Levels ? ChunkForest.Lanes : way + count;
                for (int i = way; i < end; i++) forest.SetExit(chunk.Chunk, i, Exit(chunk, node, Math.Min(i, way + count - 1), i == way));
            });
        }
        return root;

        int Exit(Pending from, int node, int way, bool isTaken)
        {
            if (from.Step == steps - 1) return result(tree.Nodes[node]);
            int next = root + (ChunkForest.ChunkSize * (1 + way));
            if (regular && isTaken) pending.Enqueue(new Pending(next, node, from.Step + 1, ChunkForest.Levels));
            if (!regular && isTaken) last = Next(tree, node, from.Step + 1, steps, result);
            return regular ? next : last;
        }
    }

    private int Next(Tree tree, int node, int step, int steps, Func<TreeNode, int> result)
    {
        if (tree.Nodes[node].IsLeaf) return Through(step, steps, result(tree.Nodes[node]));
        int chunk = forest.Add();
        pending.Enqueue(new Pending(chunk, node, step, ChunkForest.Levels));
        return chunk;
    }

    /// <summary>A way out of a chunk that is always left by it, in each of the remaining steps.</summary>
    private int Through(int step, int steps, int value)
    {
        int target = value;
        for (int i = steps - 1; i >= step; i--)
        {
            (int chunk, int used) = shared.TryGetValue(i, out (int Chunk, int Used) open) && open.Used < ChunkForest.Lanes ? open : (forest.Add(), 0);

            // All later ways out as well, so that none is ever without a target.
            for (int way = used; way < ChunkForest.Lanes; way++) forest.SetExit(chunk, way, target);
            shared[i] = (chunk, used + 1);
            target = chunk + (4 * used);
        }
        return target;
    }

    /// <summary>Writes a chunk's conditions and calls back for the ways out: what they lead to, the first of them, and how many.</summary>
    private void Fill(Tree tree, Pending chunk, Action<int, int, int> leave)
    {
        // With fewer than three levels the first conditions never hold, which leads to the leftmost ways out.
        Visit(ChunkForest.Lanes >> chunk.Levels, chunk.Node, chunk.Levels);

        void Visit(int lane, int node, int levels)
        {
            if (levels == 0 || tree.Nodes[node].IsLeaf)
            {
                // A leaf above the lowest level: only the first of its ways out is ever taken, for the conditions between never hold.
                leave(node, (lane << levels) - ChunkForest.Lanes, 1 << levels);
                return;
            }
            Condition condition = slots.Read(tree, tree.Nodes[node]);
            forest.SetCondition(chunk.Chunk, lane, slots.Place(condition));
            Visit(2 * lane, condition.WhenNot, levels - 1);
            Visit((2 * lane) + 1, condition.WhenReached, levels - 1);
        }
    }
}
