namespace MlDsl.Kernels;

/// <summary>
/// What leaves give. Where every tree votes for one output, as in regressions and boosted classifiers, a leaf's result is its value;
/// otherwise it is its number in a table of weights. A double-precision value does not fit into a result: there it is its place in a
/// table of values.
/// </summary>
internal sealed class LeafTable
{
    private readonly Tree[] trees;
    private readonly bool isDouble;
    // Of each tree, by the first weight of a leaf, the leaf's number and 1; 0 where no leaf begins.
    private readonly int[][] numbers;

    public LeafTable(TreeEnsemble ensemble, Tree[] trees)
    {
        this.trees = trees;
        isDouble = ensemble.IsDouble;
        bool isLinear = ensemble.HasLinearLeaves;
        if (isLinear) Flags |= PackedFlags.LinearLeaves;
        bool oneOutputPerTree = !isLinear && trees.All(HasOneOutput);
        numbers = oneOutputPerTree && !isDouble ? [] : [.. trees.Select(static tree => new int[tree.Weights.Count])];
        List<int> starts = [0];
        List<LeafWeight> weights = [];
        List<double> values = [];
        if (isDouble) Flags |= PackedFlags.Double;
        if (oneOutputPerTree)
        {
            TreeOutputs = [.. trees.Select(static tree => tree.Weights[Leaves(tree).First().FirstWeight].Output)];
            for (int i = 0; isDouble && i < trees.Length; i++)
                foreach (TreeNode leaf in Leaves(trees[i]))
                    if (TryNumber(i, leaf, values.Count)) values.Add(trees[i].Weights[leaf.FirstWeight].Value);
        }
        else
        {
            Flags |= PackedFlags.LeafWeights;
            for (int i = 0; i < trees.Length; i++)
            {
                foreach (TreeNode leaf in Leaves(trees[i]))
                {
                    if (!TryNumber(i, leaf, starts.Count - 1)) throw new TreeEnsembleException($"two leaves share the weight {leaf.FirstWeight}; each has its own", i);
                    for (int k = 0; k < leaf.WeightCount; k++) weights.Add(trees[i].Weights[leaf.FirstWeight + k]);
                    if (isLinear) weights.AddRange(Linear(trees[i], leaf.FirstWeight));
                    starts.Add(weights.Count);
                }
            }
        }
        Starts = [.. starts];
        Weights = [.. weights];
        Values = [.. values];
        VotedOutputs = new byte[ensemble.OutputCount];
        bool noneNegative = true;
        foreach (Tree tree in trees)
        {
            foreach (TreeNode leaf in Leaves(tree))
            {
                for (int k = 0; k < leaf.WeightCount; k++)
                {
                    LeafWeight weight = tree.Weights[leaf.FirstWeight + k];
                    VotedOutputs[weight.Output] = 1;
                    noneNegative &= !(weight.Value < 0);
                }
            }
        }
        if (noneNegative) Flags |= PackedFlags.NoNegativeWeight;
        if (ensemble is { IsClassifier: true, OutputCount: 2 } && VotedOutputs.Sum(static voted => voted) == 1) Flags |= PackedFlags.OneVotedClass;
    }

    public PackedFlags Flags { get; }

    /// <summary>The output of each tree, where each has one.</summary>
    public int[] TreeOutputs { get; } = [];

    /// <summary>Where each leaf's weights start, and the end.</summary>
    public int[] Starts { get; }

    public LeafWeight[] Weights { get; }

    /// <summary>The values of leaves, in double precision where each tree has one output.</summary>
    public double[] Values { get; }

    /// <summary>1 for each output that some leaf votes for.</summary>
    public byte[] VotedOutputs { get; }

    public int Result(int tree, TreeNode leaf) => !isDouble && (Flags & PackedFlags.LeafWeights) == 0
        ? BitConverter.SingleToInt32Bits((float)trees[tree].Weights[leaf.FirstWeight].Value)
        : numbers[tree][leaf.FirstWeight] - 1;

    // A tree of constants among others is one of linear models without terms.
    private static IEnumerable<LeafWeight> Linear(Tree tree, int leaf)
    {
        if (tree.LinearLeaves.Count == 0) return [new LeafWeight(0, tree.Weights[leaf].Value)];
        LinearLeaf model = tree.LinearLeaves[leaf];
        return model.Terms.Select(static term => new LeafWeight(term.Feature, term.Coefficient)).Prepend(new LeafWeight(model.Terms.Count, model.Constant));
    }

    private static IEnumerable<TreeNode> Leaves(Tree tree) => tree.Nodes.Where(static node => node.IsLeaf);

    private static bool HasOneOutput(Tree tree)
    {
        int output = -1;
        foreach (TreeNode leaf in Leaves(tree))
        {
            int own = tree.Weights[leaf.FirstWeight].Output;
            if (leaf.WeightCount != 1 || (output >= 0 && own != output)) return false;
            output = own;
        }
        return true;
    }

    // Two leaves of one output may share a weight, and then the number.
    private bool TryNumber(int tree, TreeNode leaf, int number)
    {
        ref int known = ref numbers[tree][leaf.FirstWeight];
        if (known != 0) return false;
        known = number + 1;
        return true;
    }
}
