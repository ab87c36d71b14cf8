using MlDsl.Kernels;

namespace MlDsl.Benchmarks.Trees;

/// <summary>
/// Seeded ensembles over 32 features with uniform thresholds, and 4,096 distinct uniform rows. A row visits as many branches as the
/// tree is deep in complete trees, and about 7 in leaf-wise ones of 31 leaves.
/// </summary>
internal static class SyntheticTrees
{
    public const int Features = 32, Rows = 4096;

    /// <summary>Complete trees, as XGBoost grows them.</summary>
    public static TreeEnsemble Complete(int trees, int depth)
    {
        var random = new Random(42);
        return Ensemble(trees, () =>
        {
            int branches = (1 << depth) - 1;
            var nodes = new TreeNode[(2 * branches) + 1];
            for (int i = 0; i < branches; i++) nodes[i] = Branch(random, (2 * i) + 1, (2 * i) + 2);
            for (int i = branches; i < nodes.Length; i++) nodes[i] = TreeNode.Leaf(i - branches);
            return WithWeights(random, nodes, branches + 1);
        });
    }

    /// <summary>The same over so many features, each with so many thresholds, or, with 0, no two alike.</summary>
    public static TreeEnsemble Complete(int trees, int depth, int features, int thresholds)
    {
        var random = new Random(42);
        int branches = (1 << depth) - 1;
        TreeEnsemble ensemble = Ensemble(trees, () => WithWeights(
            random,
            [
                .. Enumerable.Range(0, branches).Select(i => TreeNode.Branch(random.Next(features), TreeComparison.LessOrEqual, thresholds == 0 ? random.NextSingle() : (1 + random.Next(thresholds)) / (thresholds + 1d), (2 * i) + 1, (2 * i) + 2)),
                .. Enumerable.Range(0, branches + 1).Select(static i => TreeNode.Leaf(i)),
            ],
            branches + 1));
        return ensemble with { FeatureCount = features };
    }

    /// <summary>Trees grown leaf by leaf, at random places, as LightGBM's look.</summary>
    public static TreeEnsemble LeafWise(int trees, int leaves)
    {
        var random = new Random(42);
        return Ensemble(trees, () =>
        {
            List<TreeNode> nodes = [TreeNode.Leaf(0)];
            List<int> open = [0];
            while (open.Count < leaves)
            {
                // The square prefers the leaves that were split last, which makes some branches long.
                int at = open.Count - 1 - (int)(random.NextDouble() * random.NextDouble() * open.Count);
                nodes[open[at]] = Branch(random, nodes.Count, nodes.Count + 1);
                open.RemoveAt(at);
                open.AddRange([nodes.Count, nodes.Count + 1]);
                nodes.AddRange([TreeNode.Leaf(0), TreeNode.Leaf(0)]);
            }
            for (int i = 0; i < open.Count; i++) nodes[open[i]] = TreeNode.Leaf(i);
            return WithWeights(random, [.. nodes], leaves);
        });
    }

    public static float[] MakeRows()
    {
        var random = new Random(43);
        return [.. Enumerable.Range(0, Rows * Features).Select(_ => random.NextSingle())];
    }

    private static TreeEnsemble Ensemble(int trees, Func<Tree> make) => new()
    {
        FeatureCount = Features,
        OutputCount = 1,
        Trees = [.. Enumerable.Range(0, trees).Select(_ => make())],
    };

    private static TreeNode Branch(Random random, int yes, int no) =>
        TreeNode.Branch(random.Next(Features), TreeComparison.Less, random.NextSingle(), yes, no);

    private static Tree WithWeights(Random random, TreeNode[] nodes, int leaves) => new()
    {
        Nodes = nodes,
        Weights = [.. Enumerable.Range(0, leaves).Select(_ => new LeafWeight(0, random.NextSingle() - 0.5f))],
    };
}
