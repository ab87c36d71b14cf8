using System.Buffers;
using System.Buffers.Binary;
using MlDsl.Kernels;

namespace MlDsl.Tests.Predictors;

public sealed class TreePredictorTests
{
    [Theory]
    [InlineData(7, 1)]
    [InlineData(12, 3)]
    [InlineData(20_000, 2)]
    public void ScoresAreThoseOfAWalkByHand(int width, int outputs)
    {
        for (int seed = 0; seed < (width > 1000 ? 3 : 20); seed++)
        {
            TreeEnsemble trees = RandomTrees.Make(seed, width, outputs, trees: 9);
            var predictor = new TreePredictor(trees);
            var random = new Random(seed);
            float[][] rows = [.. Enumerable.Range(0, 150).Select(_ => Row(random, predictor))];
            float[] found = Score(predictor, rows);
            for (int i = 0; i < rows.Length; i++)
                for (int k = 0; k < outputs; k++) Assert.Equal((float)RandomTrees.Walk(trees, rows[i], k), found[(i * outputs) + k]);
            Assert.Equal(found, Score(TreePredictor.Read(Bytes(predictor)), rows));
        }
    }

    // The third position is taken by a leaf alone; a missing feature of a leaf gives its weight.
    [Fact]
    public void LeavesThatAreLinearModelsAreScoredKeptAndHeldAgainstTheWidth()
    {
        var linear = new Tree
        {
            Nodes = [TreeNode.Branch(1, TreeComparison.LessOrEqual, 0.5, 1, 2), TreeNode.Leaf(0), TreeNode.Leaf(1)],
            Weights = [new(0, 7), new(0, 8)],
            LinearLeaves = [new(1, [new(1, 2), new(2, 10)]), new(-1, [])],
        };
        var constant = new Tree { Nodes = [TreeNode.Leaf(0)], Weights = [new(0, 100)] };
        var trees = new TreeEnsemble { FeatureCount = 4, OutputCount = 1, IsDouble = true, Trees = [linear, constant] };
        var predictor = new TreePredictor(trees);
        Assert.Equal([1, 2], predictor.Positions.ToArray());
        float[][] rows = [[9, 0.25f, 3, 9], [9, 0.75f, 3, 9], [9, 0, float.NaN, 9], [9, 1, float.NaN, 9]];
        Assert.Equal([131.5f, 99, 107, 99], Score(predictor, rows));
        TreePredictor read = TreePredictor.Read(Bytes(predictor));
        Assert.Equal(Score(predictor, rows), Score(read, rows));
        Assert.Equal(Bytes(predictor), Bytes(read));

        void Refused(LinearLeaf leaf, string problem) => Assert.Contains(
            problem,
            Assert.Throws<TreeEnsembleException>(() => new TreePredictor(trees with { Trees = [linear with { LinearLeaves = [leaf, leaf] }] })).Message,
            StringComparison.Ordinal);
        Refused(new(1, [new(4, 1)]), "feature 4, which is not among 0 to 3");
        Refused(new(double.NaN, []), "not finite");
        Refused(new(1, [new(0, double.PositiveInfinity)]), "not finite");
        byte[] file = Bytes(predictor);
        for (int length = 0; length < file.Length; length++) Assert.Throws<FormatException>(() => TreePredictor.Read(file.AsSpan(0, length)));
    }

    [Fact]
    public void SinglePrecisionIsScoredInSinglePrecision()
    {
        var tree = new Tree { Nodes = [TreeNode.Leaf(0)], Weights = [new LeafWeight(0, 0.1)] };
        var trees = new TreeEnsemble { FeatureCount = 1, OutputCount = 1, Trees = [.. Enumerable.Repeat(tree, 10)] };
        float single = 0;
        for (int i = 0; i < 10; i++) single += 0.1f;
        Assert.Equal([single], Score(new TreePredictor(trees), [[1f]]));
        Assert.Equal([(float)Enumerable.Repeat(0.1, 10).Aggregate(0.0, static (a, b) => a + b)], Score(new TreePredictor(trees with { IsDouble = true }), [[1f]]));
        Assert.Equal([single / 5], Score(new TreePredictor(trees, divisor: 5), [[1f]]));
    }

    [Theory]
    [InlineData(TreePacking.Compact)]
    [InlineData(TreePacking.Leaves16)]
    [InlineData(TreePacking.Leaves8)]
    public void PackedOtherwiseScoresMoveByNoMoreThanIsStated(TreePacking packing)
    {
        foreach (bool isDouble in (bool[])[false, true])
        {
            TreeEnsemble trees = RandomTrees.Make(4, 20_000, 1, trees: 90) with { IsDouble = isDouble, BaseValues = [1.5] };
            var exact = new TreePredictor(trees, divisor: 3);
            TreePredictor packed = exact.PackedAs(packing), read = TreePredictor.Read(Bytes(packed));
            Assert.Equal((packing, packed.ErrorBound, packed.PackedBytes), (read.Packing, read.ErrorBound, read.PackedBytes));
            Assert.Equal(Bytes(exact), Bytes(read.PackedAs(TreePacking.Fast)));
            Assert.Equal(packing == TreePacking.Compact, packed.ErrorBound == 0);
            var random = new Random(8);
            float[][] rows = [.. Enumerable.Range(0, 150).Select(_ => Row(random, exact))];
            float[] before = Score(exact, rows), after = Score(packed, rows);
            Assert.Equal(after, Score(read, rows));
            for (int i = 0; i < rows.Length; i++)
            {
                Assert.InRange(Math.Abs((double)before[i] - after[i]), 0, packed.ErrorBound);
                Assert.Equal([after[i]], Cells(packed, rows[i]));
            }
        }
    }

    [Fact]
    public void SumsThatAreRoundedFirstAreDividedAsFloats()
    {
        TreeEnsemble trees = RandomTrees.Make(4, 200, 1, trees: 30) with { IsDouble = true };
        TreePredictor sums = new(trees), divided = new(trees, divisor: 7), rounded = new(trees, divisor: 7, roundsFirst: true);
        var random = new Random(8);
        float[][] rows = [.. Enumerable.Range(0, 1000).Select(_ => Row(random, sums))];
        float[] expected = [.. Score(sums, rows).Select(static sum => sum / 7f)], found = Score(rounded, rows);
        Assert.Equal(expected, found);
        Assert.NotEqual(Score(divided, rows), found);
        Assert.Equal(found[0], Cells(rounded, rows[0])[0]);
        TreePredictor read = TreePredictor.Read(Bytes(rounded.PackedAs(TreePacking.Compact)));
        Assert.Equal((true, TreePacking.Compact), (read.RoundsFirst, read.Packing));
        Assert.Equal(found, Score(read, rows));
    }

    [Fact]
    public void WaysToPackThatAreNotKnownAreRefused()
    {
        byte[] file = Bytes(new TreePredictor(RandomTrees.Make(1, 7, 1, trees: 2)));
        file[4] |= 128;
        Assert.Contains("which are not known", Assert.Throws<FormatException>(() => TreePredictor.Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatNoEntryNamesIsZeroAndWhatTwoNameIsTheirSum()
    {
        var tree = new Tree { Nodes = [TreeNode.Branch(1, TreeComparison.LessOrEqual, 2, 1, 2, missingIsTrue: false), TreeNode.Leaf(0), TreeNode.Leaf(1)], Weights = [new(0, 1), new(0, 10)] };
        var predictor = new TreePredictor(new TreeEnsemble { IsDouble = true, FeatureCount = 3, OutputCount = 1, Trees = [tree] });
        Assert.Equal([1], predictor.Positions.ToArray());
        var scores = new float[5];
        // Nothing; an explicit zero; 2; 1 + 1.5; missing.
        predictor.Score(new SparseRows([0, 0, 1, 2, 4, 5], [1, 1, 1, 1, 1], [0f, 2f, 1f, 1.5f, float.NaN]), scores);
        Assert.Equal([1, 1, 1, 10, 10], scores);
    }

    [Fact]
    public void ManyTestedPositionsGoWithoutTheStack()
    {
        TreeEnsemble trees = RandomTrees.Make(5, 3000, 1, trees: 200);
        var predictor = new TreePredictor(trees);
        Assert.True(predictor.Positions.Length > 300);
        float[] row = Row(new Random(3), predictor);
        Assert.Equal([(float)RandomTrees.Walk(trees, row, 0)], Score(predictor, [row]));
        Assert.Equal([(float)RandomTrees.Walk(trees, row, 0)], Cells(predictor, row));
    }

    // Written by hand from the description of the format: what it says is read for ever.
    [Fact]
    public void TheFirstVersionIsReadAsItIsDescribed()
    {
        const string File =
            "AQAAAAEAAAADAAAAAQAAAAEAAAABAAAAAQAAAAAAAAAAAOA/BQAAAAMAAAABAAAAEAEAAAABAAAAAgAAAAAAAAAAAARACAAAAAABAAAABgIAAAADAAAABAAAAAAAAAAIAQAAAAEAAAAIAgAAAAEAAAAAAAAAAAAA"
            + "AAAA9D8AAAAAAAAAAAAAAMAAAAAAAAAAAAAAIEACAgAAAAAAAAAAAPA/AAAAAAAAEEAFAAAAAAAAAAAAJEAAAAAAAAAQQAAAAAAAABhAAAAAAAAAAEAAAAAAAAAQQA==";
        TreePredictor predictor = TreePredictor.Read(Convert.FromBase64String(File));
        Assert.Equal(("trees", 3, 1, 1), (predictor.Kind, predictor.Width, predictor.Outputs, predictor.Divisor));
        Assert.Equal([1.75f, 1.75f, -1.5f, 8.5f], Score(predictor, [[0, 2.5f, 0], [0, float.NaN, 0], [0, 3, 4.7f], [0, 3, 2]]));
        Assert.Equal([10.0, 4, 6, 2, 4], predictor.Trees.Trees[0].Covers);
        Assert.Equal(File, Convert.ToBase64String(Bytes(predictor)));
    }

    [Fact]
    public void NoAlteredByteIsMoreThanAProblemOfTheFormat()
    {
        byte[] file = Bytes(new TreePredictor(RandomTrees.Make(3, 6, 2, trees: 4)));
        var random = new Random(1);
        for (int length = 0; length < file.Length; length += 1 + (length / 40)) AssertRefused(file[..length]);
        AssertRefused([.. file, 0]);
        int refused = 0;
        for (int i = 0; i < file.Length; i++)
        {
            byte[] altered = [.. file];
            altered[i] ^= (byte)(1 << random.Next(8));
            try
            {
                TreePredictor read = TreePredictor.Read(altered);
                if (read.Width < 1000) Score(read, [new float[read.Width]]);
            }
            catch (Exception problem) when (problem is FormatException or ArgumentException)
            {
                refused++;
            }
        }
        Assert.True(refused > file.Length / 20, $"{refused} of {file.Length}");
    }

    // Numbers of things that the bytes do not hold are refused before there is memory for them.
    [Theory]
    [InlineData(12)]
    [InlineData(20)]
    [InlineData(24)]
    public void AHugeNumberMakesNoRoom(int place)
    {
        byte[] file = Bytes(new TreePredictor(RandomTrees.Make(1, 6, 2, trees: 4)));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(place), int.MaxValue);
        long before = GC.GetAllocatedBytesForCurrentThread();
        AssertRefused(file);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void AWideFileCostsWhatItHolds()
    {
        TreeEnsemble trees = RandomTrees.Make(1, 6, 1, trees: 4) with { FeatureCount = int.MaxValue };
        long before = GC.GetAllocatedBytesForCurrentThread();
        var predictor = new TreePredictor(trees);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 22);
        Assert.Equal(int.MaxValue, predictor.Width);
    }

    [Fact]
    public void WhatIsNoSumOfLeavesIsRefused()
    {
        TreeEnsemble trees = RandomTrees.Make(1, 6, 2, trees: 4);
        Assert.Throws<ArgumentException>(() => new TreePredictor(trees with { Aggregate = TreeAggregate.Max }));
        Assert.Throws<ArgumentException>(() => new TreePredictor(trees with { IsClassifier = true }));
        Assert.Throws<ArgumentException>(() => new TreePredictor(trees with { Transform = ScoreTransform.Logistic }));
        Assert.Throws<ArgumentException>(() => new TreePredictor(trees with { Aggregate = TreeAggregate.Average }, divisor: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TreePredictor(trees, divisor: 0));
        Assert.Contains("leaf weight 0 is not finite", Problem([TreeNode.Leaf(0)], double.NaN), StringComparison.Ordinal);
        Assert.Contains("feature 9 is not among", Problem([TreeNode.Branch(9, TreeComparison.Less, 1, 1, 2), TreeNode.Leaf(0), TreeNode.Leaf(0)], 1), StringComparison.Ordinal);
        Assert.Contains("closes a circle", Problem([TreeNode.Branch(1, TreeComparison.Less, 1, 0, 1), TreeNode.Leaf(0)], 1), StringComparison.Ordinal);
    }

    // A chain of branches is small as a file, and its chunks would be the square of its depth.
    [Fact]
    public void ATreeWithoutEndIsRefused()
    {
        const int Depth = 5000;
        var nodes = new TreeNode[(2 * Depth) + 1];
        for (int i = 0; i < Depth; i++)
        {
            nodes[i == 0 ? 0 : 2 * i] = TreeNode.Branch(0, TreeComparison.Less, i, (2 * i) + 1, (2 * i) + 2);
            nodes[(2 * i) + 1] = TreeNode.Leaf(0);
        }
        nodes[2 * Depth] = TreeNode.Leaf(0);
        Assert.Contains("deeper than 4096 branches", Problem(nodes, 1), StringComparison.Ordinal);
    }

    private static string Problem(TreeNode[] nodes, double weight)
    {
        var tree = new Tree { Nodes = nodes, Weights = [new LeafWeight(0, weight)] };
        return Assert.Throws<TreeEnsembleException>(() => new TreePredictor(new TreeEnsemble { IsDouble = true, FeatureCount = 3, OutputCount = 1, Trees = [tree] })).Message;
    }

    private static void AssertRefused(byte[] file) => Assert.ThrowsAny<FormatException>(() => TreePredictor.Read(file));

    private static byte[] Bytes(TreePredictor predictor)
    {
        var buffer = new ArrayBufferWriter<byte>();
        predictor.Write(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static float[] Row(Random random, TreePredictor predictor)
    {
        var row = new float[predictor.Width];
        foreach (int position in predictor.Positions) row[position] = RandomTrees.Value(random);
        return row;
    }

    private static float[] Score(TreePredictor predictor, float[][] rows)
    {
        List<int> starts = [0], positions = [];
        List<float> values = [];
        foreach (float[] row in rows)
        {
            for (int i = 0; i < row.Length; i++)
            {
                if (row[i] == 0) continue;
                positions.Add(i);
                values.Add(row[i]);
            }
            starts.Add(positions.Count);
        }
        var scores = new float[rows.Length * predictor.Outputs];
        predictor.Score(new SparseRows(starts.ToArray(), positions.ToArray(), values.ToArray()), scores);
        return scores;
    }

    private static unsafe float[] Cells(TreePredictor predictor, float[] row)
    {
        var cells = new float[predictor.Slots.Count];
        fixed (float* first = cells)
        {
            var sink = new TreeSink(predictor.Slots, [], first);
            for (int i = 0; i < row.Length; i++) sink.Add(i, row[i]);
        }
        var scores = new float[predictor.Outputs];
        predictor.ScoreCells(cells, scores);
        return scores;
    }
}
