using System.Numerics;

namespace MlDsl.Kernels.Tests.Trees;

/// <summary>Forests as masks give, on every path, the bits of a plain walk and of ONNX Runtime, whatever the trees' shape.</summary>
public sealed class MaskForestTests
{
    private const int Rows = 150;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(7, 2)]
    [InlineData(33, 20)]
    [InlineData(70, 31)]
    [InlineData(40, 32)]
    [InlineData(17, 33)]
    [InlineData(40, 64)]
    [InlineData(9, 65)]
    [InlineData(12, 100)]
    [InlineData(5, 300)]
    public void LeafWiseForestsEqualOnnxRuntimeAndAWalk(int trees, int leaves)
    {
        for (int seed = 0; seed < 8; seed++)
        {
            var shape = new LeafWiseEnsemble.Shape(trees, leaves)
            {
                Outputs = seed is 3 or 6 ? 3 : 1,
                HasWeights = seed == 6,
                IsMixed = seed % 4 == 1,
                HasMissing = seed % 2 == 1,
                Flags = seed == 2 ? 0 : 24,
                Numbers = seed == 5 ? 40 : 6,
                IsDouble = seed is 4 or 7,
            };
            if (shape.IsDouble) CompareWithRuntime<double>(seed, shape);
            else CompareWithRuntime<float>(seed, shape);
        }
    }

    [Theory]
    [InlineData(60, 1, 1)]
    [InlineData(60, 2, 1)]
    [InlineData(20, 40, 1)]
    [InlineData(20, 40, 0)]
    public void ForestsOfOneLeafAndOfOneFeatureEqualOnnxRuntimeAndAWalk(int trees, int leaves, int numbers)
    {
        // Of no numbers there is one flag.
        CompareWithRuntime<float>(trees + leaves, new(trees, leaves) { Numbers = numbers, Flags = 1 - numbers, HasMissing = true });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(254)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(1000)]
    public void ColumnsOfManyCellsAreScored(int thresholds)
    {
        // Each tree has one branch, each threshold is the step after the one before it.
        float[] steps = new float[thresholds];
        steps[0] = -float.Epsilon;
        for (int i = 1; i < thresholds; i++) steps[i] = MathF.BitIncrement(steps[i - 1]);
        Tree[] trees = [.. steps.Select(static (threshold, i) => new Tree
        {
            Nodes = [TreeNode.Branch(i % 2, TreeComparison.LessOrEqual, threshold, 1, 2), TreeNode.Leaf(0), TreeNode.Leaf(1)],
            Weights = [new(0, i + 0.5f), new(0, -1)],
        })];
        var ensemble = new TreeEnsemble { FeatureCount = 2, OutputCount = 1, Trees = [.. trees, .. trees.Select(static tree => tree with { Nodes = [TreeNode.Branch(0, TreeComparison.LessOrEqual, tree.Nodes[0].Threshold, 1, 2), .. tree.Nodes.Skip(1)] })] };
        float[] rows = [.. steps.SelectMany(static step => new[] { step, MathF.BitIncrement(step) }), 0f, -0f, float.NaN, 1, -1, float.NaN];
        AssertEqual(ensemble, rows, PlainWalk.Score(ensemble, rows), "steps", requireMasks: false);
    }

    [Theory]
    [InlineData(CategoryRounding.None)]
    [InlineData(CategoryRounding.NotNegative)]
    [InlineData(CategoryRounding.TowardZero)]
    public void SetsOfCategoriesAreCellsOfOneColumn(CategoryRounding rounding)
    {
        for (int seed = 0; seed < 6; seed++)
        {
            var shape = new LeafWiseEnsemble.Shape(30, seed % 2 == 0 ? 31 : 90) { Sets = rounding, HasMissing = seed > 2, IsMixed = seed == 3, IsDouble = seed == 4, ZeroIsMissing = seed == 5 };
            if (shape.IsDouble) Compare<double>(seed, shape);
            else Compare<float>(seed, shape);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ZeroThatIsMissingIsACellOfItsOwn(bool isDouble)
    {
        var shape = new LeafWiseEnsemble.Shape(40, 31) { ZeroIsMissing = true, HasMissing = true, IsMixed = true, IsDouble = isDouble };
        if (isDouble) Compare<double>(1, shape);
        else Compare<float>(1, shape);
    }

    [Fact]
    public void TenThousandTreesAreSummedInTheirOrder() => Compare<float>(11, new(10_000, 6));

    [Theory]
    [InlineData(300, true)]
    [InlineData(300, false)]
    [InlineData(60, true)]
    public void ChainsOfBranchesAreScored(int leaves, bool whenTrue)
    {
        // Each branch has a leaf on one side; the other leads on.
        List<TreeNode> nodes = [];
        for (int i = 0; i < leaves - 1; i++)
        {
            int next = i == leaves - 2 ? (2 * leaves) - 2 : i + 1, leaf = leaves - 1 + i;
            nodes.Add(TreeNode.Branch(i % 3, TreeComparison.LessOrEqual, i * 0.5, whenTrue ? next : leaf, whenTrue ? leaf : next));
        }
        for (int i = 0; i < leaves; i++) nodes.Add(TreeNode.Leaf(i));
        var tree = new Tree { Nodes = nodes, Weights = [.. Enumerable.Range(0, leaves).Select(static i => new LeafWeight(0, i + 0.25f))] };
        var ensemble = new TreeEnsemble { FeatureCount = 3, OutputCount = 1, Trees = [tree, tree, tree] };
        float[] rows = [.. Enumerable.Range(0, Rows * 3).Select(static i => i % 17 == 0 ? float.NaN : (i * 7919 % 331) * 0.5f)];
        AssertEqual(ensemble, rows, PlainWalk.Score(ensemble, rows), "chain", requireMasks: false);
    }

    [Theory]
    [InlineData(CategoryRounding.None)]
    [InlineData(CategoryRounding.NotNegative)]
    [InlineData(CategoryRounding.TowardZero)]
    public void WholeCategoriesBeginAndEndWhereNumbersAreCutOff(CategoryRounding rounding)
    {
        double[][] sets = [[0, 1, 2, 5], [0], [3, 4, 16_777_215], [2, 16_777_216], [-1, 0, 7], [1.5, 2], [6, 1, 6]];
        int[] leaves = [.. Enumerable.Range(0, sets.Length + 1)];
        var tree = new Tree
        {
            Nodes = [.. sets.SelectMany(static (_, i) => new[] { TreeNode.Member(0, i, (2 * i) + 1, (2 * i) + 2, missingIsTrue: i == 3), TreeNode.Leaf(i) }), TreeNode.Leaf(sets.Length)],
            Weights = [.. leaves.Select(static leaf => new LeafWeight(0, leaf + 0.5))],
            CategorySets = [.. sets.Select(set => new CategorySet(set, rounding))],
        };
        // Each set decides alone as well.
        Tree[] alone = [.. sets.Select((set, i) => new Tree
        {
            Nodes = [TreeNode.Member(0, 0, 1, 2), TreeNode.Leaf(0), TreeNode.Leaf(1)],
            Weights = [new(0, 1 << (4 + i)), new(0, 0)],
            CategorySets = [new CategorySet(set, rounding)],
        })];
        var ensemble = new TreeEnsemble { FeatureCount = 1, OutputCount = 1, Trees = [tree, .. alone] };
        float[] whole = [-2, -1, -0f, 0, 1, 2, 3, 4, 5, 6, 7, 8, 16_777_214, 16_777_215, 16_777_216, 16_777_218];
        float[] rows = [.. whole, .. whole.Select(MathF.BitIncrement), .. whole.Select(MathF.BitDecrement), -0.5f, 0.5f, 1.5f, 5.75f, float.NaN, float.PositiveInfinity, float.NegativeInfinity];
        AssertEqual(ensemble, rows, PlainWalk.Score(ensemble, rows), $"{rounding}", requireMasks: true);
        TreeEnsemble precise = ensemble with { IsDouble = true };
        double[] doubles = [.. rows.Select(static row => (double)row), .. whole.Select(static w => Math.BitIncrement((double)w)), .. whole.Select(static w => Math.BitDecrement((double)w))];
        AssertEqual(precise, doubles, PlainWalk.Score(precise, doubles), $"{rounding} in double", requireMasks: true);
    }

    [Fact]
    public void AHundredThousandCategoriesAreScored()
    {
        double[] even = [.. Enumerable.Range(0, 50_000).Select(static i => 2d * i)], third = [.. Enumerable.Range(0, 33_000).Select(static i => 3d * i)];
        var tree = new Tree
        {
            Nodes = [TreeNode.Member(0, 0, 1, 2), TreeNode.Member(0, 1, 3, 4, missingIsTrue: true), TreeNode.Leaf(0), TreeNode.Leaf(1), TreeNode.Leaf(2)],
            Weights = [new(0, 1), new(0, 2), new(0, 4)],
            CategorySets = [new(even, CategoryRounding.NotNegative), new(third, CategoryRounding.NotNegative)],
        };
        var ensemble = new TreeEnsemble { FeatureCount = 1, OutputCount = 1, Trees = [tree] };
        float[] rows = [.. Enumerable.Range(0, 3000).Select(static i => i * 37.5f), float.NaN, -1, -0f, 1e9f];
        AssertEqual(ensemble, rows, PlainWalk.Score(ensemble, rows), "categories", requireMasks: false);
    }

    [Fact]
    public void TheShapeOfTreesChoosesTheLayout()
    {
        Assert.True(IsMasks(new LeafWiseEnsemble(1).Make(new(100, 20))));
        Assert.True(IsMasks(new LeafWiseEnsemble(1).Make(new(100, 64))));
        Assert.True(IsMasks(new LeafWiseEnsemble(1).Make(new(100, 31) { IsDouble = true })));
        Assert.True(IsMasks(new LeafWiseEnsemble(1).Make(new(50, 200))));

        // A strip of eight trees would pay for each of a thousand features.
        Assert.False(IsMasks(new LeafWiseEnsemble(1).Make(new(100, 60) { Numbers = 1000, Flags = 0 })));
        Assert.False(IsMasks(new LeafWiseEnsemble(1).Make(new(100, 20)) with { Aggregate = TreeAggregate.Max }));
    }

    private static bool IsMasks(TreeEnsemble ensemble) => TreeScorer.Load(TreePacker.Pack(ensemble)).Packed.Masks is not null;

    private static void CompareWithRuntime<T>(int seed, LeafWiseEnsemble.Shape shape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (ensemble, rows, scores) = Compare<T>(seed, shape);
        (float[] expected, _) = OnnxTrees.Run(ensemble, rows, batch: false);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(float.CreateTruncating(scores[i])), $"seed {seed}, {shape}, score {i}: {scores[i]} instead of ONNX Runtime's {expected[i]}");
    }

    private static (TreeEnsemble Ensemble, T[] Rows, T[] Scores) Compare<T>(int seed, LeafWiseEnsemble.Shape shape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new LeafWiseEnsemble(seed);
        TreeEnsemble ensemble = random.Make(shape);
        T[] rows = random.Rows<T>(ensemble, Rows), scores = PlainWalk.Score(ensemble, rows);
        AssertEqual(ensemble, rows, scores, $"seed {seed}, {shape}", requireMasks: true);
        return (ensemble, rows, scores);
    }

    private static void AssertEqual<T>(TreeEnsemble ensemble, T[] rows, T[] expected, string place, bool requireMasks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool seen = false;
        int count = rows.Length / ensemble.FeatureCount;
        foreach ((ScoringPath path, TreeScorer scorer) in Paths.Scorers(ensemble))
        {
            seen |= scorer.Packed.Masks is not null;
            T[] single = new T[expected.Length], batch = new T[expected.Length];
            for (int row = 0; row < count; row++)
                scorer.Score<T>(rows.AsSpan(row * ensemble.FeatureCount, ensemble.FeatureCount), single.AsSpan(row * ensemble.OutputCount, ensemble.OutputCount));
            scorer.ScoreBatch<T>(rows, batch, []);
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.True(single[i].Equals(expected[i]) && T.IsNegative(single[i]) == T.IsNegative(expected[i]), $"{place}, {path}, row by row, score {i}: {single[i]} instead of {expected[i]}");
                Assert.True(batch[i].Equals(expected[i]) && T.IsNegative(batch[i]) == T.IsNegative(expected[i]), $"{place}, {path}, batch, score {i}: {batch[i]} instead of {expected[i]}");
            }
        }
        Assert.True(seen || !requireMasks, $"{place}: never as masks");
    }
}
