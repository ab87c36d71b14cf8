namespace MlDsl.Kernels.Tests.Trees;

/// <summary>
/// Ensembles of every shape that the operators allow, and rows that meet their thresholds: values come from a small grid, so that ties,
/// both zeros, infinities and missing values are common. In double precision some values are such that single precision does not know them.
/// </summary>
internal sealed class RandomEnsemble(int seed)
{
    private readonly Random random = new(seed);

    /// <summary>An ensemble.</summary>
    /// <param name="classifier">Whether leaves vote for classes.</param>
    /// <param name="sets">Whether some branches ask for membership in a set.</param>
    /// <param name="isDouble">Whether it calculates in double precision.</param>
    public TreeEnsemble Make(bool classifier, bool sets = false, bool isDouble = false)
    {
        bool fine = isDouble && random.Next(4) != 0, fineWeights = isDouble && random.Next(4) != 0, fineBases = isDouble && random.Next(4) != 0;
        int features = Pick(1, 3, 8, 30, 60, 130, 300);
        int outputs = classifier ? Pick(2, 2, 2, 3, 5) : Pick(1, 1, 1, 2, 4);
        int trees = Pick(1, 2, 7, 8, 9, 20, 41);
        bool mixed = random.Next(3) == 0, missing = random.Next(2) == 0, many = outputs > 1 && random.Next(2) == 0;
        var comparison = (TreeComparison)random.Next(6);
        int oneOutput = random.Next(outputs), shape = random.Next(4), size = Pick(1, 2, 5, 12, 31, 70);
        bool oneVoted = random.Next(3) == 0, positive = random.Next(3) == 0;
        return new TreeEnsemble
        {
            IsDouble = isDouble,
            FeatureCount = features,
            OutputCount = outputs,
            IsClassifier = classifier,
            Aggregate = classifier ? TreeAggregate.Sum : (TreeAggregate)random.Next(4),
            Transform = (ScoreTransform)random.Next(5),
            BaseValues = random.Next(2) == 0 ? [] : [.. Enumerable.Range(0, classifier && outputs == 2 && random.Next(2) == 0 ? 1 : outputs).Select(_ => Weight(false, fineBases))],
            Trees = [.. Enumerable.Range(0, trees).Select(_ => MakeTree())],
        };

        Tree MakeTree()
        {
            var nodes = new List<TreeNode> { TreeNode.Leaf(0) };
            var own = new List<CategorySet>();
            var leaves = new List<(int Node, int Depth)> { (0, 0) };
            for (int splits = random.Next(size + 1); splits > 0 && leaves.Count > 0; splits--)
            {
                // Oldest first gives complete trees, newest first chains, any leaf the shapes between.
                int at = shape switch { 0 => 0, 1 => leaves.Count - 1, _ => random.Next(leaves.Count) };
                (int node, int depth) = leaves[at];
                leaves.RemoveAt(at);
                int first = nodes.Count;
                bool isSet = sets && random.Next(3) == 0;
                if (isSet) own.Add(new CategorySet([.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => (double)random.Next(random.Next(2) == 0 ? 0 : -2, 7)).Distinct()], CategoryRounding.None));
                nodes[node] = isSet ? TreeNode.Member(random.Next(features), own.Count - 1, first, first + 1, missing && random.Next(2) == 0) : TreeNode.Branch(
                    random.Next(features),
                    mixed ? (TreeComparison)random.Next(6) : comparison,
                    fine ? Fine() : Value(),
                    random.Next(2) == 0 ? first : first + 1,
                    0,
                    missing && random.Next(2) == 0);
                if (!isSet) nodes[node] = Other(nodes[node], first);
                nodes.Add(TreeNode.Leaf(0));
                nodes.Add(TreeNode.Leaf(0));
                leaves.Add((first, depth + 1));
                leaves.Add((first + 1, depth + 1));
            }
            List<LeafWeight> weights = [];
            for (int i = 0; i < nodes.Count; i++)
            {
                if (!nodes[i].IsLeaf) continue;
                int[] votes = many ? [.. Enumerable.Range(0, outputs).OrderBy(_ => random.Next()).Take(random.Next(1, outputs + 1))] : [oneVoted ? oneOutput : random.Next(outputs)];
                nodes[i] = TreeNode.Leaf(weights.Count, votes.Length);
                weights.AddRange(votes.Select(output => new LeafWeight(output, Weight(positive, fineWeights))));
            }
            return new Tree { Nodes = nodes, Weights = weights, CategorySets = own };
        }
    }

    public float[] Rows(int count, int features)
    {
        var rows = new float[count * features];
        for (int i = 0; i < rows.Length; i++) rows[i] = random.Next(8) == 0 ? float.NaN : Value();
        return rows;
    }

    public double[] DoubleRows(int count, int features)
    {
        var rows = new double[count * features];
        for (int i = 0; i < rows.Length; i++) rows[i] = random.Next(8) == 0 ? double.NaN : random.Next(3) == 0 ? Value() : Fine();
        return rows;
    }

    private static TreeNode Other(TreeNode node, int first) => TreeNode.Branch(
        node.Feature, node.Comparison, node.Threshold, node.WhenTrue, node.WhenTrue == first ? first + 1 : first, node.MissingIsTrue);

    private float Value() => random.Next(12) switch
    {
        0 => 0f,
        1 => -0f,
        2 => random.Next(4) switch { 0 => float.PositiveInfinity, 1 => float.NegativeInfinity, 2 => float.MaxValue, _ => float.Epsilon },
        _ => random.Next(-6, 7) * 0.5f,
    };

    // Neighbours of each other, and what is too great or too small for single precision.
    private double Fine()
    {
        double tenth = random.Next(-6, 7) * 0.1;
        return random.Next(10) switch
        {
            0 => Math.BitIncrement(tenth),
            1 => Math.BitDecrement(tenth),
            2 => random.Next(6) switch { 0 => 1e300, 1 => -1e300, 2 => 1e-300, 3 => -1e-300, 4 => double.Epsilon, _ => double.MaxValue },
            3 => Value(),
            _ => tenth,
        };
    }

    private double Weight(bool positive, bool fine)
    {
        double unit = (random.NextDouble() * 2) - 1;
        double weight = fine ? unit * 0.3 : (float)unit * 0.3f;

        // Sums that single precision rounds to zero or to infinity.
        if (fine && random.Next(30) == 0) weight = unit * (random.Next(2) == 0 ? 1e-42 : 1e39);
        return positive ? Math.Abs(weight) : weight;
    }

    private int Pick(params int[] choices) => choices[random.Next(choices.Length)];
}
