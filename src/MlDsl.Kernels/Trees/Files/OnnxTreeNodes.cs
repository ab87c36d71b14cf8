using System.ComponentModel;

namespace MlDsl.Kernels;

/// <summary>
/// The attributes of ONNX's <c>TreeEnsembleRegressor</c> and <c>TreeEnsembleClassifier</c> (ai.onnx.ml, versions 1 to 3): lists with one
/// entry per node, and lists with one entry per weight of a leaf.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record OnnxTreeNodes
{
    /// <summary>The tree of each node; trees are summed in the order in which they appear.</summary>
    public required IReadOnlyList<long> TreeIds { get; init; }

    /// <summary>The number of each node within its tree.</summary>
    public required IReadOnlyList<long> NodeIds { get; init; }

    /// <summary>The feature of each branch.</summary>
    public required IReadOnlyList<long> FeatureIds { get; init; }

    /// <summary><c>BRANCH_LEQ</c>, <c>BRANCH_LT</c>, <c>BRANCH_GTE</c>, <c>BRANCH_GT</c>, <c>BRANCH_EQ</c>, <c>BRANCH_NEQ</c> or <c>LEAF</c>.</summary>
    public required IReadOnlyList<string> Modes { get; init; }

    /// <summary>The threshold of each branch.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>The child of each branch where the condition holds.</summary>
    public required IReadOnlyList<long> TrueNodeIds { get; init; }

    /// <summary>The child of each branch where it does not.</summary>
    public required IReadOnlyList<long> FalseNodeIds { get; init; }

    /// <summary>1 where a missing value makes the condition hold; empty for nowhere.</summary>
    public IReadOnlyList<long> MissingValueTracksTrue { get; init; } = [];

    /// <summary>The tree of each weight.</summary>
    public required IReadOnlyList<long> WeightTreeIds { get; init; }

    /// <summary>The leaf of each weight.</summary>
    public required IReadOnlyList<long> WeightNodeIds { get; init; }

    /// <summary>The target or class that each weight is for.</summary>
    public required IReadOnlyList<long> WeightOutputs { get; init; }

    /// <summary>The weights.</summary>
    public required IReadOnlyList<double> Weights { get; init; }

    /// <summary>The features that the nodes ask for: the highest number and one.</summary>
    public int FeaturesUsed => checked((int)FeatureIds.Where((_, i) => i < Modes.Count && Modes[i] != Leaf).DefaultIfEmpty(0).Max() + 1);

    private const string Leaf = "LEAF";

    /// <summary>Puts the trees together.</summary>
    /// <exception cref="TreeEnsembleException">Lists have different lengths, a child is missing, nodes form a circle, a weight belongs to no
    /// leaf, or a mode is unknown.</exception>
    public IReadOnlyList<Tree> ToTrees()
    {
        CheckLengths();
        IReadOnlyList<OnnxTreeMembers> trees = Members(out Dictionary<long, OnnxTreeMembers> byId);
        (LeafWeight[] Weights, int[] Starts) leaves = LeafWeights(byId);
        var isChild = new bool[NodeIds.Count];
        var positions = new int[NodeIds.Count];
        return [.. trees.Select(tree => ToTree(tree, leaves, isChild, positions))];
    }

    // In the order in which the trees appear.
    private List<OnnxTreeMembers> Members(out Dictionary<long, OnnxTreeMembers> byId)
    {
        byId = [];
        var order = new List<OnnxTreeMembers>();
        OnnxTreeMembers? tree = null;
        for (int i = 0; i < NodeIds.Count; i++)
        {
            if (tree?.Id != TreeIds[i] && !byId.TryGetValue(TreeIds[i], out tree)) order.Add(byId[TreeIds[i]] = tree = new(TreeIds[i]));
            tree!.Add(NodeIds[i], i);
        }
        return order;
    }

    // The weights in the order of their leaves' places; those of the leaf at a place lie from its start to the next one's.
    private (LeafWeight[] Weights, int[] Starts) LeafWeights(Dictionary<long, OnnxTreeMembers> byId)
    {
        var leaves = new int[Weights.Count];
        var starts = new int[NodeIds.Count + 1];
        OnnxTreeMembers? tree = null;
        for (int i = 0; i < leaves.Length; i++)
        {
            if (tree?.Id != WeightTreeIds[i]) byId.TryGetValue(WeightTreeIds[i], out tree);
            if (tree is null || !tree.TryFind(WeightNodeIds[i], out leaves[i]))
                throw new TreeEnsembleException($"Weight {i} belongs to node {WeightNodeIds[i]} of tree {WeightTreeIds[i]}, which does not exist");
            starts[leaves[i] + 1]++;
        }
        for (int place = 1; place < starts.Length; place++) starts[place] += starts[place - 1];
        var weights = new LeafWeight[leaves.Length];
        var next = starts.AsSpan(0, NodeIds.Count).ToArray();
        for (int i = 0; i < leaves.Length; i++) weights[next[leaves[i]]++] = new LeafWeight(checked((int)WeightOutputs[i]), Weights[i]);
        return (weights, starts);
    }

    // Of all nodes, by their places in the lists: whether a branch leads to one, and its position in its tree.
    private Tree ToTree(OnnxTreeMembers tree, (LeafWeight[] Weights, int[] Starts) leaves, bool[] isChild, int[] positions)
    {
        int[] members = [.. tree.Places];
        foreach (int i in members)
        {
            if (Modes[i] == Leaf) continue;
            isChild[Child(tree, i, TrueNodeIds[i])] = true;
            isChild[Child(tree, i, FalseNodeIds[i])] = true;
        }
        int root = Array.FindIndex(members, i => !isChild[i]);
        if (root < 0) throw new TreeEnsembleException($"Tree {tree.Id} has no root: every node is the child of another");

        // The root comes first; the checks of the packer find all else that is wrong with the shape of the tree.
        (members[0], members[root]) = (members[root], members[0]);
        for (int i = 0; i < members.Length; i++) positions[members[i]] = i;
        var all = new List<LeafWeight>(members.Length);
        var nodes = new TreeNode[members.Length];
        for (int i = 0; i < nodes.Length; i++) nodes[i] = ToNode(members[i], tree, positions, leaves, all);
        return new Tree { Nodes = nodes, Weights = all };
    }

    private int Child(OnnxTreeMembers tree, int i, long child) =>
        tree.TryFind(child, out int place) ? place : throw new TreeEnsembleException($"Tree {tree.Id}, node {NodeIds[i]}: its child {child} does not exist");

    private TreeNode ToNode(int i, OnnxTreeMembers tree, int[] positions, (LeafWeight[] Weights, int[] Starts) leaves, List<LeafWeight> all)
    {
        ReadOnlySpan<LeafWeight> own = leaves.Weights.AsSpan(leaves.Starts[i]..leaves.Starts[i + 1]);
        if (Modes[i] != Leaf)
        {
            if (own.Length > 0) throw new TreeEnsembleException($"Tree {tree.Id}, node {NodeIds[i]}: it is a branch, but has weights");
            bool missing = MissingValueTracksTrue.Count > 0 && MissingValueTracksTrue[i] != 0;
            int whenTrue = positions[Child(tree, i, TrueNodeIds[i])], whenFalse = positions[Child(tree, i, FalseNodeIds[i])];
            return TreeNode.Branch(checked((int)FeatureIds[i]), Comparison(i), Values[i], whenTrue, whenFalse, missing);
        }
        int first = all.Count;

        // A leaf without weights adds nothing.
        if (own.Length > 0) all.AddRange(own);
        else all.Add(new LeafWeight(0, 0f));
        return TreeNode.Leaf(first, all.Count - first);
    }

    private TreeComparison Comparison(int i) => Modes[i] switch
    {
        "BRANCH_LEQ" => TreeComparison.LessOrEqual,
        "BRANCH_LT" => TreeComparison.Less,
        "BRANCH_GTE" => TreeComparison.GreaterOrEqual,
        "BRANCH_GT" => TreeComparison.Greater,
        "BRANCH_EQ" => TreeComparison.Equal,
        "BRANCH_NEQ" => TreeComparison.NotEqual,
        _ => throw new TreeEnsembleException($"Tree {TreeIds[i]}, node {NodeIds[i]}: the mode '{Modes[i]}' is unknown"),
    };

    private void CheckLengths()
    {
        int nodes = NodeIds.Count, leaves = Weights.Count;
        if (nodes == 0) throw new TreeEnsembleException("There are no nodes; at least one leaf is expected");
        OnnxTreeLists.Check("nodes_treeids", TreeIds.Count, nodes);
        OnnxTreeLists.Check("nodes_featureids", FeatureIds.Count, nodes);
        OnnxTreeLists.Check("nodes_modes", Modes.Count, nodes);
        OnnxTreeLists.Check("nodes_values", Values.Count, nodes);
        OnnxTreeLists.Check("nodes_truenodeids", TrueNodeIds.Count, nodes);
        OnnxTreeLists.Check("nodes_falsenodeids", FalseNodeIds.Count, nodes);
        if (MissingValueTracksTrue.Count > 0) OnnxTreeLists.Check("nodes_missing_value_tracks_true", MissingValueTracksTrue.Count, nodes);
        OnnxTreeLists.Check("the list of the weights' trees", WeightTreeIds.Count, leaves);
        OnnxTreeLists.Check("the list of the weights' nodes", WeightNodeIds.Count, leaves);
        OnnxTreeLists.Check("the list of the weights' outputs", WeightOutputs.Count, leaves);
    }
}
