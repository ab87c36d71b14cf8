namespace MlDsl.Kernels;

/// <summary>
/// A tree, or a part of one, whose leaves are the bits of one mask. A condition that is reached takes away the leaves on the other side;
/// the lowest leaf that all conditions leave is the one that the row comes to.
/// </summary>
/// <remarks>
/// A part keeps the branches that lead to it. Whatever leads elsewhere ends in a leaf that gives nothing, so that of a tree's parts
/// exactly one gives something.
/// </remarks>
/// <param name="tree">The tree, by its position.</param>
internal sealed class MaskPiece(int tree)
{
    public int Tree { get; } = tree;

    /// <summary>The leaves by their bits; null for one that gives nothing.</summary>
    public List<TreeNode?> Leaves { get; } = [];

    /// <summary>The conditions, parents first, and which leaves they take away: the first on their other side, and how many there are.</summary>
    public List<(Reach Reach, int First, int Count)> Conditions { get; } = [];

    /// <summary>Adds a condition that takes away leaves.</summary>
    /// <param name="reach">The condition.</param>
    /// <param name="first">The first leaf on its other side.</param>
    /// <param name="count">How many there are.</param>
    public void Add(Reach reach, int first, int count) => Conditions.Add((reach, first, count));

    /// <summary>The bits of the leaves that a condition leaves, of a piece of at most 64.</summary>
    public static ulong Left(int first, int count) => ~(((1UL << count) - 1) << first);
}

/// <summary>Cuts trees into pieces of so many leaves.</summary>
/// <param name="width">The most leaves of a piece.</param>
internal sealed class TreeCutter(int width)
{
    /// <summary>The pieces of a tree; null where its branches lead too deep.</summary>
    /// <param name="number">The position of the tree.</param>
    /// <param name="tree">The tree.</param>
    /// <param name="reaches">The conditions of its branches, by the positions of the nodes.</param>
    public List<MaskPiece>? Cut(int number, Tree tree, Reach[] reaches)
    {
        int[] order = Preorder(tree, reaches), parents = new int[order.Length], turns = new int[order.Length], sizes = new int[order.Length];
        foreach (int node in order)
        {
            if (tree.Nodes[node].IsLeaf) continue;
            (int not, int reached) = (reaches[node].WhenNot, reaches[node].WhenReached);
            (parents[not], parents[reached]) = (node, node);
            (turns[not], turns[reached]) = (turns[node], turns[node] + 1);
        }
        List<int> roots = [0];
        var isCut = new bool[order.Length];
        bool isWhole = tree.Nodes.Count(static node => node.IsLeaf) <= width;
        for (int i = order.Length - 1; i >= 0; i--)
        {
            int node = order[i];
            if (tree.Nodes[node].IsLeaf) sizes[node] = 1;
            else if (!Join(node, reaches[node])) return null;
        }
        return [.. roots.Select(root => Build(number, tree, reaches, root, parents, Size))];

        int Size(int node) => isCut[node] ? 1 : sizes[node];

        // Bottom up, the larger side is cut off where both together have no room beside the branches that lead to them.
        bool Join(int node, Reach reach)
        {
            int room = isWhole || node == 0 ? width : width - turns[node] - 1;
            while (Size(reach.WhenNot) + Size(reach.WhenReached) > room)
            {
                int larger = Size(reach.WhenNot) >= Size(reach.WhenReached) ? reach.WhenNot : reach.WhenReached;
                if (Size(larger) == 1) return false;
                isCut[larger] = true;
                roots.Add(larger);
            }
            sizes[node] = Size(reach.WhenNot) + Size(reach.WhenReached);
            return true;
        }
    }

    private static MaskPiece Build(int number, Tree tree, Reach[] reaches, int root, int[] parents, Func<int, int> size)
    {
        var piece = new MaskPiece(number);
        List<int> path = [root];
        while (path[^1] != 0) path.Add(parents[path[^1]]);
        path.Reverse();

        // Each branch that is to be reached has a leaf before the piece's own; those that are not to be share one behind them.
        int before = path.Zip(path.Skip(1)).Count(step => reaches[step.First].WhenReached == step.Second), inner = tree.Nodes[root].IsLeaf ? 1 : size(reaches[root].WhenNot) + size(reaches[root].WhenReached);
        foreach ((int node, int next) in path.Zip(path.Skip(1)))
        {
            if (reaches[node].WhenReached == next)
            {
                piece.Add(reaches[node], piece.Leaves.Count, 1);
                piece.Leaves.Add(null);
            }
            else piece.Add(reaches[node], piece.Leaves.Count, before + inner - piece.Leaves.Count);
        }
        var open = new Stack<int>([root]);
        while (open.TryPop(out int node))
        {
            bool isOther = node != root && size(node) == 1;
            if (isOther || tree.Nodes[node].IsLeaf)
            {
                piece.Leaves.Add(tree.Nodes[node].IsLeaf ? tree.Nodes[node] : null);
                continue;
            }
            piece.Add(reaches[node], piece.Leaves.Count, size(reaches[node].WhenNot));
            open.Push(reaches[node].WhenReached);
            open.Push(reaches[node].WhenNot);
        }
        if (root != 0) piece.Leaves.Add(null);
        return piece;
    }

    private static int[] Preorder(Tree tree, Reach[] reaches)
    {
        List<int> order = [];
        var open = new Stack<int>([0]);
        while (open.TryPop(out int node))
        {
            order.Add(node);
            if (tree.Nodes[node].IsLeaf) continue;
            open.Push(reaches[node].WhenReached);
            open.Push(reaches[node].WhenNot);
        }
        return [.. order];
    }
}
