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
        var places = new Dictionary<(long Tree, long Node), int>(NodeIds.Count);
        for (int i = 0; i < NodeIds.Count; i++)
            if (!places.TryAdd((TreeIds[i], NodeIds[i]), i)) throw new TreeEnsembleException($"Tree {TreeIds[i]} has two nodes {NodeIds[i]}");
        var weights = new List<LeafWeight>?[NodeIds.Count];
        for (int i = 0; i < Weights.Count; i++)
        {
            if (!places.TryGetValue((WeightTreeIds[i], WeightNodeIds[i]), out int place))
                throw new TreeEnsembleException($"Weight {i} belongs to node {WeightNodeIds[i]} of tree {WeightTreeIds[i]}, which does not exist");
            (weights[place] ??= new(1)).Add(new LeafWeight(checked((int)WeightOutputs[i]), Weights[i]));
        }
        var byTree = new Dictionary<long, List<int>>();
        var order = new List<List<int>>();
        for (int i = 0; i < TreeIds.Count; i++)
        {
            if (!byTree.TryGetValue(TreeIds[i], out List<int>? members)) order.Add(byTree[TreeIds[i]] = members = []);
            members.Add(i);
        }
        var isChild = new bool[NodeIds.Count];
        var positions = new int[NodeIds.Count];
        return [.. order.Select(members => ToTree(members, places, weights, isChild, positions))];
    }

    // Of all nodes, by their places in the lists: whether a branch leads to one, and its position in its tree.
    private Tree ToTree(List<int> members, Dictionary<(long Tree, long Node), int> places, List<LeafWeight>?[] weights, bool[] isChild, int[] positions)
    {
        long id = TreeIds[members[0]];
        foreach (int i in members)
        {
            if (Modes[i] == Leaf) continue;
            isChild[Child(i, TrueNodeIds[i])] = true;
            isChild[Child(i, FalseNodeIds[i])] = true;
        }
        int root = members.FindIndex(i => !isChild[i]);
        if (root < 0) throw new TreeEnsembleException($"Tree {id} has no root: every node is the child of another");

        // The root comes first; the checks of the packer find all else that is wrong with the shape of the tree.
        (members[0], members[root]) = (members[root], members[0]);
        for (int i = 0; i < members.Count; i++) positions[members[i]] = i;
        var all = new List<LeafWeight>(members.Count);
        var nodes = new TreeNode[members.Count];
        for (int i = 0; i < nodes.Length; i++) nodes[i] = ToNode(members[i], id, places, positions, weights, all);
        return new Tree { Nodes = nodes, Weights = all };

        int Child(int i, long child) => places.TryGetValue((id, child), out int place) ? place : throw new TreeEnsembleException($"Tree {id}, node {NodeIds[i]}: its child {child} does not exist");
    }

    private TreeNode ToNode(int i, long tree, Dictionary<(long Tree, long Node), int> places, int[] positions, List<LeafWeight>?[] weights, List<LeafWeight> all)
    {
        if (Modes[i] != Leaf)
        {
            if (weights[i] is not null) throw new TreeEnsembleException($"Tree {tree}, node {NodeIds[i]}: it is a branch, but has weights");
            bool missing = MissingValueTracksTrue.Count > 0 && MissingValueTracksTrue[i] != 0;
            int whenTrue = positions[places[(tree, TrueNodeIds[i])]], whenFalse = positions[places[(tree, FalseNodeIds[i])]];
            return TreeNode.Branch(checked((int)FeatureIds[i]), Comparison(i), Values[i], whenTrue, whenFalse, missing);
        }
        int first = all.Count;

        // A leaf without weights adds nothing.
        if (weights[i] is { } own) all.AddRange(own);
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
