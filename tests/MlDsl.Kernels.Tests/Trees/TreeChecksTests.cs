namespace MlDsl.Kernels.Tests.Trees;

/// <summary>Malformed ensembles are refused by tree and node, before anything is packed.</summary>
public sealed class TreeChecksTests
{
    private static readonly TreeNode Stump = TreeNode.Branch(0, TreeComparison.Less, 0.5f, 1, 2);

    public static TheoryData<string, TreeEnsemble> Malformed => new()
    {
        { "has 0 features", Of(Stump, TreeNode.Leaf(0), TreeNode.Leaf(1)) with { FeatureCount = 0 } },
        { "has 0 outputs", Of(Stump, TreeNode.Leaf(0), TreeNode.Leaf(1)) with { OutputCount = 0 } },
        { "has 1 outputs; at least 2", Of(Stump, TreeNode.Leaf(0), TreeNode.Leaf(1)) with { IsClassifier = true } },
        { "has no trees", Of(Stump, TreeNode.Leaf(0), TreeNode.Leaf(1)) with { Trees = [] } },
        { "has 2 base values for 1 outputs", Of(Stump, TreeNode.Leaf(0), TreeNode.Leaf(1)) with { BaseValues = [1f, 2f] } },
        { "A classifier sums", Of(Stump, TreeNode.Leaf(0), TreeNode.Leaf(1)) with { IsClassifier = true, OutputCount = 2, Aggregate = TreeAggregate.Max } },
        { "Tree 0: it has no nodes", Of() },
        { "Tree 0, node 0: the true child 7", Of(TreeNode.Branch(0, TreeComparison.Less, 0.5f, 7, 1), TreeNode.Leaf(0)) },
        { "Tree 0, node 0: the false child -1", Of(TreeNode.Branch(0, TreeComparison.Less, 0.5f, 1, -1), TreeNode.Leaf(0)) },
        { "Tree 0, node 1: the true child is the root", Of(Stump, TreeNode.Branch(0, TreeComparison.Less, 1f, 0, 3), TreeNode.Leaf(0), TreeNode.Leaf(1)) },
        { "Tree 0, node 0: the false child 1 is the child of another", Of(TreeNode.Branch(0, TreeComparison.Less, 0.5f, 1, 1), TreeNode.Leaf(0)) },
        { "Tree 0, node 1: no branch leads", Of(TreeNode.Leaf(0), TreeNode.Leaf(1)) },
        { "Tree 0: some nodes lie on a circle", Of(TreeNode.Leaf(0), TreeNode.Branch(0, TreeComparison.Less, 1f, 2, 3), TreeNode.Branch(0, TreeComparison.Less, 1f, 1, 4), TreeNode.Leaf(0), TreeNode.Leaf(1)) },
        { "Tree 0, node 0: feature 3 is not among 0 to 1", Of(TreeNode.Branch(3, TreeComparison.Less, 0.5f, 1, 2), TreeNode.Leaf(0), TreeNode.Leaf(1)) },
        { "Tree 0, node 0: the threshold is NaN", Of(TreeNode.Branch(0, TreeComparison.Less, float.NaN, 1, 2), TreeNode.Leaf(0), TreeNode.Leaf(1)) },
        { "Tree 0, node 0: the comparison 9 is unknown", Of(TreeNode.Branch(0, (TreeComparison)9, 0.5f, 1, 2), TreeNode.Leaf(0), TreeNode.Leaf(1)) },
        { "Tree 0, node 0: Equal knows no zero", Of(TreeNode.Branch(0, TreeComparison.Equal, 0.5f, 1, 2, false, zeroIsMissing: true), TreeNode.Leaf(0), TreeNode.Leaf(1)) },
        { "Tree 0, node 0: the category set 0 is not among the tree's 0", Of(TreeNode.Member(0, 0, 1, 2), TreeNode.Leaf(0), TreeNode.Leaf(1)) },
        { "Tree 0, node 1: the leaf has no weight", Of(Stump, TreeNode.Leaf(0, 0), TreeNode.Leaf(1)) },
        { "Tree 0, node 2: the leaf has 2 weights from 1 on, but the tree has 2", Of(Stump, TreeNode.Leaf(0), TreeNode.Leaf(1, 2)) },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void AreRefused(string expected, TreeEnsemble ensemble)
    {
        var problem = Assert.Throws<TreeEnsembleException>(() => TreePacker.Pack(ensemble));
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
        Assert.Equal(expected.StartsWith("Tree 0", StringComparison.Ordinal) ? 0 : null, problem.Tree);
    }

    [Fact]
    public void AVoteForAnUnknownOutputIsRefused()
    {
        TreeEnsemble ensemble = Of(TreeNode.Leaf(0)) with { Trees = [new Tree { Nodes = [TreeNode.Leaf(0)], Weights = [new LeafWeight(1, 1f)] }] };
        Assert.Contains("votes for output 1", Assert.Throws<TreeEnsembleException>(() => TreePacker.Pack(ensemble)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACategoryThatIsNaNIsRefused()
    {
        Tree tree = new() { Nodes = [TreeNode.Member(0, 0, 1, 2), TreeNode.Leaf(0), TreeNode.Leaf(1)], Weights = [new(0, 1f), new(0, 2f)], CategorySets = [new([float.NaN], CategoryRounding.None)] };
        Assert.Contains("category is NaN", Assert.Throws<TreeEnsembleException>(() => TreePacker.Pack(Of(tree))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void VeryDeepTreesNeitherOverflowNorHang()
    {
        // A chain of 1,000 branches: x < i leads to leaf i.
        const int Depth = 1000;
        var nodes = new TreeNode[(2 * Depth) + 1];
        for (int i = 0; i < Depth; i++)
        {
            nodes[2 * i] = TreeNode.Branch(0, TreeComparison.Less, i, (2 * i) + 1, (2 * i) + 2);
            nodes[(2 * i) + 1] = TreeNode.Leaf(i);
        }
        nodes[^1] = TreeNode.Leaf(Depth);
        TreeEnsemble ensemble = Of(new Tree { Nodes = nodes, Weights = [.. Enumerable.Range(0, Depth + 1).Select(static i => new LeafWeight(0, i))] });
        foreach ((ScoringPath path, TreeScorer scorer) in Paths.Scorers(ensemble))
        {
            Assert.Equal(235f, scorer.Predict([234f, 0f]));
            Assert.Equal(0f, scorer.Predict([-1f, 0f]));
            Assert.Equal((float)Depth, scorer.Predict([float.PositiveInfinity, 0f]));
        }
    }

    [Fact]
    public void MoreThresholdsThanARankCountsAreSpreadOverSlots()
    {
        // 80,000 stumps with a threshold each; x = k + 0.5 reaches k + 1 of them.
        const int Count = 80_000;
        TreeEnsemble ensemble = Of() with
        {
            Trees = [.. Enumerable.Range(0, Count).Select(static i => new Tree
            {
                Nodes = [TreeNode.Branch(0, TreeComparison.GreaterOrEqual, i, 1, 2), TreeNode.Leaf(0), TreeNode.Leaf(1)],
                Weights = [new(0, 1f), new(0, 0f)],
            })],
        };
        foreach ((ScoringPath path, TreeScorer scorer) in Paths.Scorers(ensemble))
            foreach (int k in new[] { -1, 0, 32_765, 32_766, 32_767, 65_532, 65_533, 79_999 })
                Assert.Equal(k + 1f, scorer.Predict([k + 0.5f, 0f]));
    }

    private static TreeEnsemble Of(params TreeNode[] nodes) => Of(new Tree { Nodes = nodes, Weights = [new(0, 1f), new(0, 2f)] });

    private static TreeEnsemble Of(Tree tree) => new() { FeatureCount = 2, OutputCount = 1, Trees = [tree] };
}
