using System.ComponentModel;

namespace MlDsl.Kernels;

/// <summary>
/// The attributes of ONNX's <c>TreeEnsemble</c> (ai.onnx.ml, version 5): lists with one entry per branch, and lists with one entry per leaf.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record OnnxTreeBranches
{
    private const int Member = 6, LastOfMask = 30;
    private const double LeastCategory = int.MinValue + 1d;

    /// <summary>The first branch of each tree.</summary>
    public required IReadOnlyList<long> Roots { get; init; }

    /// <summary>The feature of each branch.</summary>
    public required IReadOnlyList<long> FeatureIds { get; init; }

    /// <summary>0 for ≤, 1 for &lt;, 2 for ≥, 3 for &gt;, 4 for =, 5 for ≠, 6 for membership in a set.</summary>
    public required IReadOnlyList<byte> Modes { get; init; }

    /// <summary>The threshold of each branch; not used by sets.</summary>
    public required IReadOnlyList<double> Splits { get; init; }

    /// <summary>The branch or leaf where the condition holds.</summary>
    public required IReadOnlyList<long> TrueNodeIds { get; init; }

    /// <summary>The branch or leaf where it does not.</summary>
    public required IReadOnlyList<long> FalseNodeIds { get; init; }

    /// <summary>Not 0 where <see cref="TrueNodeIds"/> names a leaf.</summary>
    public required IReadOnlyList<long> TrueLeafs { get; init; }

    /// <summary>Not 0 where <see cref="FalseNodeIds"/> names a leaf.</summary>
    public required IReadOnlyList<long> FalseLeafs { get; init; }

    /// <summary>1 where a missing value makes the condition hold; empty for nowhere.</summary>
    public IReadOnlyList<long> MissingValueTracksTrue { get; init; } = [];

    /// <summary>The sets in the order of the branches that ask for them, a NaN behind each.</summary>
    public IReadOnlyList<double> MembershipValues { get; init; } = [];

    /// <summary>The target of each leaf.</summary>
    public required IReadOnlyList<long> LeafTargets { get; init; }

    /// <summary>What each leaf gives.</summary>
    public required IReadOnlyList<double> LeafWeights { get; init; }

    /// <summary>The features that the branches ask for: the highest number and one.</summary>
    public int FeaturesUsed => checked((int)FeatureIds.DefaultIfEmpty(0).Max() + 1);

    /// <summary>Puts the trees together.</summary>
    /// <exception cref="TreeEnsembleException">Lists have different lengths, a branch or leaf is missing, branches form a circle or share
    /// one below them, or a mode is unknown.</exception>
    public IReadOnlyList<Tree> ToTrees()
    {
        CheckLengths();
        CategorySet?[] sets = Sets();
        var isTaken = new bool[FeatureIds.Count];
        return [.. Roots.Select((root, number) => ToTree(number, root, sets, isTaken))];
    }

    private Tree ToTree(int number, long root, CategorySet?[] sets, bool[] isTaken)
    {
        var nodes = new List<TreeNode> { default };
        var weights = new List<LeafWeight>();
        var own = new List<CategorySet>();
        var open = new Stack<(int Place, long Branch)>();
        open.Push((0, root));
        while (open.Count > 0)
        {
            var (place, branch) = open.Pop();
            if (branch < 0 || branch >= FeatureIds.Count) throw new TreeEnsembleException($"branch {branch} does not exist; there are {FeatureIds.Count}", number);
            int i = (int)branch;
            if (isTaken[i]) throw new TreeEnsembleException($"branch {i} is reached twice: branches form a circle, or share one below them", number);
            isTaken[i] = true;
            int whenTrue = Child(TrueNodeIds[i], TrueLeafs[i] != 0), whenFalse = Child(FalseNodeIds[i], FalseLeafs[i] != 0);
            nodes[place] = ToNode(i, number, whenTrue, whenFalse, sets, own);
        }
        return new Tree { Nodes = nodes, Weights = weights, CategorySets = own };

        int Child(long id, bool isLeaf)
        {
            int place = nodes.Count;
            nodes.Add(default);
            if (!isLeaf)
            {
                open.Push((place, id));
                return place;
            }
            if (id < 0 || id >= LeafWeights.Count) throw new TreeEnsembleException($"leaf {id} does not exist; there are {LeafWeights.Count}", number);
            nodes[place] = TreeNode.Leaf(weights.Count);
            weights.Add(new LeafWeight(checked((int)LeafTargets[(int)id]), LeafWeights[(int)id]));
            return place;
        }
    }

    private TreeNode ToNode(int i, int number, int whenTrue, int whenFalse, CategorySet?[] sets, List<CategorySet> own)
    {
        bool missing = MissingValueTracksTrue.Count > 0 && MissingValueTracksTrue[i] != 0;
        int feature = checked((int)FeatureIds[i]);
        if (sets[i] is { } set)
        {
            own.Add(set);
            return TreeNode.Member(feature, own.Count - 1, whenTrue, whenFalse, missing);
        }
        TreeComparison comparison = Modes[i] switch
        {
            0 => TreeComparison.LessOrEqual,
            1 => TreeComparison.Less,
            2 => TreeComparison.GreaterOrEqual,
            3 => TreeComparison.Greater,
            4 => TreeComparison.Equal,
            5 => TreeComparison.NotEqual,
            _ => throw new TreeEnsembleException($"branch {i}: the mode {Modes[i]} is unknown", number),
        };
        return TreeNode.Branch(feature, comparison, Splits[i], whenTrue, whenFalse, missing);
    }

    // ONNX Runtime 1.30 compares with each of at most 30 numbers from 0 to 30; in other sets it looks for the feature cast to 32 bits, and
    // refuses what is no such integer. What does not fit is cast to the least integer, which is why that one cannot be followed.
    private CategorySet?[] Sets()
    {
        var sets = new CategorySet?[Modes.Count];
        int at = 0;
        for (int i = 0; i < sets.Length; i++)
        {
            if (Modes[i] != Member) continue;
            var values = new List<double>();
            while (at < MembershipValues.Count && !double.IsNaN(MembershipValues[at])) values.Add(MembershipValues[at++]);
            if (at++ == MembershipValues.Count) throw new TreeEnsembleException($"Branch {i} asks for a set; 'membership_values' has no more that end in NaN");
            bool isSmall = values.Count <= LastOfMask && values.All(static v => v is >= 0 and <= LastOfMask);
            if (!isSmall && values.FindIndex(static v => v is not (>= LeastCategory and <= int.MaxValue) || v != Math.Floor(v)) is >= 0 and var odd)
                throw new TreeEnsembleException(FormattableString.Invariant($"Branch {i} asks for a set with {values[odd]:R}; where a set has more than 30 numbers, or others than 0 to 30, 32-bit integers are expected"));
            sets[i] = new CategorySet(values, isSmall ? CategoryRounding.None : CategoryRounding.TowardZero);
        }
        return at == MembershipValues.Count ? sets : throw new TreeEnsembleException($"'membership_values' has {MembershipValues.Count - at} values that belong to no branch");
    }

    private void CheckLengths()
    {
        int branches = FeatureIds.Count;
        if (branches == 0) throw new TreeEnsembleException("There are no branches; at least one is expected");
        OnnxTreeLists.Check("nodes_modes", Modes.Count, branches);
        OnnxTreeLists.Check("nodes_splits", Splits.Count, branches);
        OnnxTreeLists.Check("nodes_truenodeids", TrueNodeIds.Count, branches);
        OnnxTreeLists.Check("nodes_falsenodeids", FalseNodeIds.Count, branches);
        OnnxTreeLists.Check("nodes_trueleafs", TrueLeafs.Count, branches);
        OnnxTreeLists.Check("nodes_falseleafs", FalseLeafs.Count, branches);
        if (MissingValueTracksTrue.Count > 0) OnnxTreeLists.Check("nodes_missing_value_tracks_true", MissingValueTracksTrue.Count, branches);
        OnnxTreeLists.Check("leaf_targetids", LeafTargets.Count, LeafWeights.Count);
    }
}
