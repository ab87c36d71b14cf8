using MlDsl.Kernels;

namespace MlDsl.Tests.Predictors;

/// <summary>Trees of every kind of condition, made up from a seed, and a walk over them by hand.</summary>
internal static class RandomTrees
{
    public static TreeEnsemble Make(int seed, int width, int outputs, int trees, bool isDouble = true)
    {
        var random = new Random(seed);
        return new TreeEnsemble
        {
            IsDouble = isDouble,
            FeatureCount = width,
            OutputCount = outputs,
            BaseValues = seed % 3 == 0 ? [.. Enumerable.Range(0, outputs).Select(_ => random.NextDouble())] : [],
            Trees = [.. Enumerable.Range(0, trees).Select(number => Grow(random, width, number % outputs, random.Next(1, 12)))],
        };
    }

    /// <summary>A value as rows have them: whole, halves, both zeros, missing, infinite.</summary>
    public static float Value(Random random) => random.Next(12) switch
    {
        0 => float.NaN,
        1 => float.PositiveInfinity,
        2 => float.NegativeInfinity,
        3 => -0f,
        4 => 0f,
        5 => 1e-36f,
        6 => random.Next(-4, 8) + 0.5f,
        _ => random.Next(-4, 8),
    };

    /// <summary>The score of one output for a row, in double and in the order of the trees.</summary>
    public static double Walk(TreeEnsemble ensemble, ReadOnlySpan<float> row, int output)
    {
        double sum = 0;
        foreach (Tree tree in ensemble.Trees)
        {
            TreeNode node = tree.Nodes[0];
            while (!node.IsLeaf) node = tree.Nodes[Holds(tree, node, row[node.Feature]) ? node.WhenTrue : node.WhenFalse];
            LeafWeight leaf = tree.Weights[node.FirstWeight];
            if (leaf.Output == output) sum += leaf.Value;
        }
        return ensemble.BaseValues.Count > 0 ? sum + ensemble.BaseValues[output] : sum;
    }

    private static bool Holds(Tree tree, TreeNode node, double value)
    {
        if (double.IsNaN(value) || (node.ZeroIsMissing && Math.Abs(value) <= 1e-35f)) return node.MissingIsTrue || node.Comparison == TreeComparison.NotEqual;
        return node.Comparison switch
        {
            TreeComparison.LessOrEqual => value <= node.Threshold,
            TreeComparison.Less => value < node.Threshold,
            TreeComparison.GreaterOrEqual => value >= node.Threshold,
            TreeComparison.Greater => value > node.Threshold,
            TreeComparison.Equal => value == node.Threshold,
            TreeComparison.NotEqual => value != node.Threshold,
            _ => tree.CategorySets[node.Set] is var set && !(set.Rounding == CategoryRounding.NotNegative && value < 0)
                && set.Values.Contains(set.Rounding == CategoryRounding.None ? value : Math.Truncate(value)),
        };
    }

    private static Tree Grow(Random random, int width, int output, int leaves)
    {
        List<TreeNode> nodes = [TreeNode.Leaf(0)];
        List<LeafWeight> weights = [new(output, random.NextDouble() - 0.5)];
        CategorySet[] sets =
        [
            new([0, 2, 5], CategoryRounding.TowardZero), new([1, 3], CategoryRounding.NotNegative), new([-1, 4, 0.5], CategoryRounding.None),
        ];
        for (int i = 1; i < leaves; i++)
        {
            int place;
            do place = random.Next(nodes.Count);
            while (!nodes[place].IsLeaf);
            int old = nodes.Count, fresh = old + 1, feature = random.Next(width);
            nodes.Add(nodes[place]);
            nodes.Add(TreeNode.Leaf(weights.Count));
            weights.Add(new LeafWeight(output, random.NextDouble() - 0.5));
            var comparison = (TreeComparison)random.Next(7);
            bool zero = comparison < TreeComparison.Equal && random.Next(4) == 0, missing = random.Next(2) == 0;
            nodes[place] = comparison == TreeComparison.Member
                ? TreeNode.Member(feature, random.Next(3), old, fresh, missing)
                : TreeNode.Branch(feature, comparison, random.Next(-8, 16) / 2.0, old, fresh, missing, zero);
        }
        return new Tree { Nodes = nodes, Weights = weights, CategorySets = sets };
    }
}
