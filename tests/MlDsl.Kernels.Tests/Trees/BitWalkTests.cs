using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using MlDsl.Testing;

namespace MlDsl.Kernels.Tests.Trees;

/// <summary>
/// Rows of compact forests in the bits of vectors get the scores that each row gets alone, bit for bit: trees of every depth and shape, cut into pieces, with few slots and many,
/// leaves as they are and rounded, and any number of rows.
/// </summary>
[Collection(Alone.Name)]
public sealed class BitWalkTests
{
    private static readonly int[] Counts = [1, 31, 96, 255, 256, 257, 511, 512, 513, 800];

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(128)]
    public void CompleteTreesOfEveryDepth(int leaves)
    {
        Compare<float>(CompleteEnsemble.Make(70, leaves, 6, 40), TreePacking.Compact);
        Compare<float>(CompleteEnsemble.Make(70, leaves, 300, 3), TreePacking.Leaves16);
        Compare<double>(CompleteEnsemble.Make(70, leaves, 6, 40) with { IsDouble = true }, TreePacking.Leaves8);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(65, 2)]
    [InlineData(70, 5)]
    [InlineData(70, 31)]
    [InlineData(40, 64)]
    [InlineData(9, 200)]
    [InlineData(5, 600)]
    public void TreesOfAnyShape(int trees, int leaves)
    {
        var random = new LeafWiseEnsemble(leaves);
        Compare<float>(random.Make(new(trees, leaves) { HasMissing = true, IsMixed = true, Sets = CategoryRounding.NotNegative }), TreePacking.Compact);
        Compare<float>(random.Make(new(trees, leaves) { Outputs = 3 }), TreePacking.Leaves8);
        Compare<double>(random.Make(new(trees, leaves) { IsDouble = true, HasMissing = true, ZeroIsMissing = true }), TreePacking.Compact);
        Compare<double>(random.Make(new(trees, leaves) { IsDouble = true, Outputs = 2, Numbers = 300 }), TreePacking.Leaves16);
    }

    [FactWith("models/xgboost-100x6.json", "models/lightgbm-iris.txt")]
    public void TreesOfFilesThatLibrariesWrote()
    {
        TreeEnsemble grown = XGBoostFile.Read(File.ReadAllBytes(TestData.Model("xgboost-100x6.json"))).Ensemble, iris = LightGbmFile.Read(File.ReadAllText(TestData.Model("lightgbm-iris.txt"))).Ensemble;
        foreach (TreePacking packing in (TreePacking[])[TreePacking.Compact, TreePacking.Leaves16, TreePacking.Leaves8])
        {
            Compare<float>(grown, packing);
            Compare<double>(iris, packing);
        }
    }

    [Fact]
    public void ForestsThatAskForTheSameConditionsAgainScoreBatchesSo()
    {
        RowBits expected = Avx512BW.IsSupported ? RowBits.Vector512 : Avx2.IsSupported ? RowBits.Vector256 : RowBits.None;
        Assert.Equal(expected, BitsOf(CompleteEnsemble.Make(500, 64, 7, 255)));

        // More than a cache holds of 512 rows; every condition another; several weights to a leaf.
        Assert.Equal(Avx2.IsSupported ? RowBits.Vector256 : RowBits.None, BitsOf(CompleteEnsemble.Make(500, 64, 32, 255)));
        Assert.Equal(RowBits.None, BitsOf(CompleteEnsemble.Make(100, 64, 32, 0)));
        Assert.Equal(RowBits.None, BitsOf(new LeafWiseEnsemble(1).Make(new(300, 40) { Outputs = 3, HasWeights = true })));

        static RowBits BitsOf(TreeEnsemble ensemble) => ScoringPath.Best(TreeScorer.Load(TreePacker.Pack(ensemble, TreePacking.Compact)).Packed).Bits;
    }

    [Theory]
    [InlineData(TreePacking.Compact)]
    [InlineData(TreePacking.Leaves8)]
    public void BatchesAllocateNothing(TreePacking packing)
    {
        TreeEnsemble ensemble = CompleteEnsemble.Make(100, 64, 5, 100);
        TreeScorer scorer = TreeScorer.Load(TreePacker.Pack(ensemble, packing));
        float[] rows = Rows<float>(ensemble, 600), scores = new float[600];
        Allocations.AssertNone(() => scorer.PredictBatch(rows, scores), 100);
    }

    // A limit that no threshold of its slot stands for, and a branch without a way on that asks for more than the first slot.
    [Theory]
    [InlineData(0, 200)]
    [InlineData(1, CompactForest.Never)]
    public unsafe void ConditionsThatASlotDoesNotHaveAreRefused(byte slot, byte limit)
    {
        byte[] packed = TreePacker.Pack(CompleteEnsemble.Make(64, 16, 4, 20), TreePacking.Compact);
        fixed (byte* start = packed)
        {
            var compact = new PackedCompact(start, (PackedHeader*)start);
            *compact.Branches(0).Slots = slot;
            *compact.Branches(0).Limits = (byte)(limit ^ CompactForest.Bias);
        }
        Assert.Contains("branch 0 of piece 0 of group 0 leads outside", Assert.Throws<TreeEnsembleException>(() => TreeScorer.Load(packed)).Message, StringComparison.Ordinal);
    }

    private static void Compare<T>(TreeEnsemble ensemble, TreePacking packing)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        byte[] packed = TreePacker.Pack(ensemble, packing);
        int outputs = ensemble.OutputCount, features = ensemble.FeatureCount, most = Counts.Max();
        T[] rows = Rows<T>(ensemble, most), expected = new T[most * outputs];
        TreeScorer alone = TreeScorer.Load(packed, new ScoringPath(RowWalk.Compact, RowLanes.None));
        for (int row = 0; row < most; row++) alone.Score<T>(rows.AsSpan(row * features, features), expected.AsSpan(row * outputs, outputs));
        foreach (ScoringPath path in Paths.Runnable(alone.Packed).Where(static path => path.Bits != RowBits.None))
        {
            TreeScorer scorer = TreeScorer.Load(packed, path);
            foreach (int count in Counts)
            {
                T[] scores = new T[count * outputs];
                scorer.ScoreBatch<T>(rows.AsSpan(0, count * features), scores, []);
                Assert.True(MemoryMarshal.AsBytes(scores.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(expected.AsSpan(0, scores.Length))), $"{path}, {count} rows");
            }
        }
    }

    // What the trees ask for, beside it, and what is no number.
    private static T[] Rows<T>(TreeEnsemble ensemble, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        List<T>[] asked = [.. Enumerable.Range(0, ensemble.FeatureCount).Select(static _ => new List<T> { T.NaN, T.Zero, T.NegativeZero, T.NegativeOne, T.PositiveInfinity, T.NegativeInfinity })];
        foreach (Tree tree in ensemble.Trees)
        {
            foreach (TreeNode node in tree.Nodes)
            {
                if (node.IsLeaf) continue;
                double[] values = node.Comparison == TreeComparison.Member ? [.. tree.CategorySets[node.Set].Values] : [node.Threshold];
                foreach (T value in values.Select(T.CreateTruncating)) asked[node.Feature].AddRange([value, T.BitIncrement(value), T.BitDecrement(value)]);
            }
        }
        var random = new Random(8);
        return [.. Enumerable.Range(0, count * asked.Length).Select(i => asked[i % asked.Length]).Select(values => values[random.Next(values.Count)])];
    }
}
