namespace MlDsl.Kernels.Tests.Trees;

/// <summary>Thresholds of three bytes and leaves of 28 bits, beside the same trees in chunks: each score has the same bits, on every path.</summary>
public sealed class NarrowNumberTests
{
    private const int Rows = 200;

    // Few and many of a slot and of several slots; all of one magnitude, of both signs and all magnitudes there are, and near the greatest number.
    [Theory]
    [InlineData(5, 0f, 1f)]
    [InlineData(15, -1f, 1f)]
    [InlineData(16, 100f, 101f)]
    [InlineData(255, 0f, 1f)]
    [InlineData(255, float.MinValue, float.MaxValue)]
    [InlineData(256, 0.5f, 0.75f)]
    [InlineData(271, 1e38f, float.MaxValue)]
    [InlineData(600, -1e-30f, 1e30f)]
    [InlineData(1100, float.MinValue, float.MaxValue)]
    public void ThresholdsOfAnyMagnitudeAreFound(int thresholds, float low, float high)
    {
        var random = new Random(thresholds);
        int from = NumberKey.Of(low), to = NumberKey.Of(high);
        double[] choices = [.. Enumerable.Range(0, thresholds).Select(_ => (double)NumberKey.Value<int, float>((int)random.NextInt64(from, (long)to + 1)))];
        foreach (bool zeroIsMissing in new[] { false, true })
        {
            TreeEnsemble ensemble = CompleteEnsemble.Make(80, 16, 3, () => choices[random.Next(thresholds)], () => random.NextSingle(), () => random.Next(2) == 0, zeroIsMissing);
            float[] rows = [.. Enumerable.Range(0, Rows * 3).Select(_ => Near((float)choices[random.Next(thresholds)], random))];
            Compare(ensemble, rows);
        }
    }

    [Theory]
    [InlineData("of one magnitude")]
    [InlineData("of many")]
    [InlineData("zeros")]
    [InlineData("subnormal")]
    [InlineData("of any bits")]
    public void LeavesKeepTheirBits(string kind)
    {
        var random = new Random(1);
        TreeEnsemble ensemble = CompleteEnsemble.Make(70, 24, 2, random.NextDouble, kind switch
        {
            "of one magnitude" => () => random.NextSingle() - 0.5f,
            "of many" => () => MathF.ScaleB(random.NextSingle() - 0.5f, random.Next(-40, 40)),
            "zeros" => () => random.Next(3) switch { 0 => 0f, 1 => -0f, _ => -1.5f },
            "subnormal" => () => BitConverter.Int32BitsToSingle(random.Next(1 << 24)),
            _ => () => BitConverter.Int32BitsToSingle((int)random.NextInt64(1L << 32)) is var value && float.IsNaN(value) ? 1 : value,
        }, static () => false);

        // One tree at a time, as sums of all swallow what is small.
        float[] rows = [.. Enumerable.Range(0, Rows * 2).Select(_ => random.NextSingle())];
        foreach (Tree tree in ensemble.Trees) Compare(ensemble with { Trees = [tree] }, rows);
        Compare(ensemble, rows);
    }

    // A tree that ends early is filled up where that takes less: every fourth ends early, or each is a chain.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TreesThatEndEarlyAreOfOneShapeWhereThatTakesLess(bool areChains)
    {
        const int Features = 5;
        var random = new Random(2);
        TreeEnsemble complete = CompleteEnsemble.Make(130, 64, Features, 100);
        TreeEnsemble ensemble = complete with { Trees = [.. complete.Trees.Select((tree, i) => areChains ? Chain(8 + random.Next(8)) : i % 4 == 0 ? Ending(tree, random) : tree)] };
        float[] rows = [.. Enumerable.Range(0, Rows * Features).Select(_ => random.Next(20) == 0 ? float.NaN : random.NextSingle())];
        foreach (TreePacking packing in new[] { TreePacking.Compact, TreePacking.Leaves8 })
        {
            TreeScorer scorer = TreeScorer.Load(TreePacker.Pack(ensemble, packing));
            for (int i = 0; i < scorer.Packed.BlockCount; i++) Assert.Equal(!areChains, scorer.Packed.Compact!.Branches(i).IsShared);
        }
        Compare(ensemble, rows);

        Tree Chain(int depth) => new()
        {
            Nodes = [.. Enumerable.Range(0, depth).SelectMany(i => new[] { TreeNode.Branch(random.Next(Features), TreeComparison.LessOrEqual, random.NextDouble(), (2 * i) + 2, (2 * i) + 1), TreeNode.Leaf(i) }), TreeNode.Leaf(depth)],
            Weights = [.. Enumerable.Range(0, depth + 1).Select(_ => new LeafWeight(0, random.NextSingle()))],
        };
    }

    // The same tree, some of whose branches have become leaves.
    private static Tree Ending(Tree tree, Random random)
    {
        List<TreeNode> nodes = [];
        List<LeafWeight> weights = [];
        Add(0);
        return new Tree { Nodes = nodes, Weights = weights };

        int Add(int node)
        {
            int place = nodes.Count;
            TreeNode from = tree.Nodes[node];
            nodes.Add(TreeNode.Leaf(weights.Count));
            if (from.IsLeaf || random.Next(10) == 0) weights.Add(new LeafWeight(0, random.NextSingle()));
            else nodes[place] = TreeNode.Branch(from.Feature, from.Comparison, from.Threshold, Add(from.WhenTrue), Add(from.WhenFalse), from.MissingIsTrue);
            return place;
        }
    }

    private static void Compare(TreeEnsemble ensemble, float[] rows)
    {
        float[] expected = new float[rows.Length / ensemble.FeatureCount], batch = new float[expected.Length], single = new float[expected.Length];
        TreeScorer.Load(TreePacker.Pack(ensemble, TreeLayout.Chunks)).PredictBatch(rows, expected);
        byte[] packed = TreePacker.Pack(ensemble, TreePacking.Compact);
        foreach (ScoringPath path in Paths.Runnable(TreeScorer.Load(packed).Packed))
        {
            TreeScorer scorer = TreeScorer.Load(packed, path);
            scorer.PredictBatch(rows, batch);
            for (int row = 0; row < single.Length; row++) single[row] = scorer.Predict(rows.AsSpan(row * ensemble.FeatureCount, ensemble.FeatureCount));
            Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), batch.Select(BitConverter.SingleToInt32Bits));
            Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), single.Select(BitConverter.SingleToInt32Bits));
        }
    }

    private static float Near(float threshold, Random random) => random.Next(8) switch
    {
        0 => float.NaN,
        1 => random.Next(2) == 0 ? float.PositiveInfinity : float.NegativeInfinity,
        2 => random.Next(2) == 0 ? 0f : -0f,
        3 => MathF.BitIncrement(threshold),
        4 => MathF.BitDecrement(threshold),
        5 => random.NextSingle(),
        _ => threshold,
    };
}
