using MlDsl.Testing;

namespace MlDsl.Kernels.Tests.Trees;

/// <summary>
/// What compact forests promise beside the results that <see cref="MaskForestTests"/> and the oracles compare in every layout: leaves that are
/// rounded move no score by more than the file states, forests take the bytes that are promised, and what cannot be packed is refused.
/// </summary>
[Collection(Alone.Name)]
public sealed class CompactForestTests
{
    private const int Rows = 300;

    [Theory]
    [InlineData(TreePacking.Leaves16)]
    [InlineData(TreePacking.Leaves8)]
    public void RoundedLeavesAreSummedInTheTreesOrderAndStayWithinTheBound(TreePacking packing)
    {
        LeafWiseEnsemble.Shape[] shapes =
        [
            new(1, 1), new(70, 31), new(9, 65) { HasMissing = true }, new(5, 300) { IsMixed = true }, new(40, 20) { Outputs = 3 }, new(200, 6) { Numbers = 1, Flags = 0 },
            new(30, 40) { IsDouble = true }, new(30, 40) { IsDouble = true, Outputs = 2, Sets = CategoryRounding.NotNegative }, new(100, 8) { Numbers = 200 },
        ];
        for (int seed = 0; seed < shapes.Length; seed++)
        {
            var random = new LeafWiseEnsemble(seed);
            TreeEnsemble ensemble = random.Make(shapes[seed]);
            if (seed == 1) ensemble = ensemble with { BaseValues = [0.3f], Aggregate = TreeAggregate.Average };
            if (shapes[seed].IsDouble) Compare(ensemble, random.Rows<double>(ensemble, Rows), packing);
            else Compare(ensemble, random.Rows<float>(ensemble, Rows), packing);
        }
    }

    [Theory]
    [InlineData(TreePacking.Leaves16)]
    [InlineData(TreePacking.Leaves8)]
    public void LeavesThatRoundTheWorstWayComeNearTheBoundAndNotBeyond(TreePacking packing)
    {
        // Each tree's fourth leaf lies half a step away from both its neighbours, and all on the same side.
        double step = 1d / (packing == TreePacking.Leaves8 ? 255 : 65_535);
        TreeEnsemble near = Stumps([.. Enumerable.Range(0, 200).Select(i => new[] { 0, 1, (100 + (i % 7) + 0.4999) * step })]);
        double moved = Moved(near, packing, out double bound);
        Assert.InRange(moved, packing == TreePacking.Leaves8 ? 0.9 * bound : 0, bound);

        // Huge beside tiny, cancelling, all equal, subnormal, both zeros.
        double[][][] leaves =
        [
            [[1e30, -1e30, 1], [-1e30, 1e30, 1e-30]], [[1e7, 1, 2], [1e-7, 3e-7, 5e-7], [-1e7, -1, -2]], [[0.1, 0.1, 0.1]], [[1e-45, 3e-45, 1e-44]], [[0, -0d, 0]],
            [[1e38, 5e37, 0]], [.. Enumerable.Range(0, 3000).Select(static i => new[] { 1d / (i + 1), -1d / (i + 1), i % 3 * 1e-3 })],
        ];
        foreach (double[][] trees in leaves) Assert.InRange(Moved(Stumps(trees), packing, out bound), 0, bound);
    }

    [Fact]
    public void ExactLeavesHaveNoError()
    {
        TreeEnsemble ensemble = new LeafWiseEnsemble(1).Make(new(20, 20));
        foreach (TreePacking packing in (TreePacking[])[TreePacking.Fast, TreePacking.Compact]) Assert.Equal(0, TreeScorer.Load(TreePacker.Pack(ensemble, packing)).ErrorBound);
        TreeScorer rounded = TreeScorer.Load(TreePacker.Pack(ensemble, TreePacking.Leaves8)), finer = TreeScorer.Load(TreePacker.Pack(ensemble, TreePacking.Leaves16));
        Assert.InRange(finer.ErrorBound, 1e-9, rounded.ErrorBound / 50);

        // At most half a step of each tree's range, which is below 1, and what twenty additions round.
        Assert.InRange(rounded.ErrorBound, 1e-6, 20 * (0.5 / 255 * 1.001));
    }

    [Fact]
    public void WideDataCostsWhatTheTreesUse()
    {
        // Every tree asks for one place of a wide text column; two places, then two hundred.
        long few = TreePacker.Pack(Wide(2), TreePacking.Compact).Length, many = TreePacker.Pack(Wide(200), TreePacking.Compact).Length;
        Assert.InRange(many, few + 1, few + (200 * 512));
        Assert.InRange(few, 1, 1 << 15);

        static TreeEnsemble Wide(int places)
        {
            Tree tree = Stumps([[0, 1, 2]]).Trees[0];
            return new TreeEnsemble
            {
                FeatureCount = 1 << 18,
                OutputCount = 1,
                Trees = [.. Enumerable.Range(0, 100).Select(i => tree with { Nodes = [.. tree.Nodes.Select(node => node.IsLeaf ? node : node.On((i % places) << 10))] })],
            };
        }
    }

    [Fact]
    public void RoundedLeavesAllocateNothing()
    {
        TreeEnsemble ensemble = new LeafWiseEnsemble(2).Make(new(70, 31));
        TreeScorer scorer = TreeScorer.Load(TreePacker.Pack(ensemble, TreePacking.Leaves8));
        float[] rows = new LeafWiseEnsemble(2).Rows<float>(ensemble, Rows), scores = new float[Rows];
        Allocations.AssertNone(() => scorer.Predict(rows.AsSpan(0, ensemble.FeatureCount)), 1_000);
        Allocations.AssertNone(() => scorer.PredictBatch(rows, scores), 100);
    }

    [Theory]
    [InlineData("small", TreePacking.Leaves8)]
    [InlineData("many slots", TreePacking.Compact)]
    [InlineData("one shape", TreePacking.Leaves16)]
    [InlineData("several outputs", TreePacking.Compact)]
    [InlineData("double", TreePacking.Leaves8)]
    [InlineData("many thresholds", TreePacking.Compact)]
    [InlineData("sets", TreePacking.Leaves8)]
    public void DamagedBytesAreRefusedOrStillScoreInsideTheirMemory(string kind, TreePacking packing)
    {
        var random = new LeafWiseEnsemble(3);
        var numbers = new Random(4);
        TreeEnsemble ensemble = kind switch
        {
            "many slots" => random.Make(new(100, 8) { Numbers = 300 }),
            "one shape" => CompleteEnsemble.Make(128, 32, 6, 60),
            "many thresholds" => CompleteEnsemble.Make(100, 32, 4, () => Math.Pow(10, (60 * numbers.NextDouble()) - 30), () => MathF.ScaleB(1.1f, numbers.Next(40)), () => numbers.Next(2) == 0),
            "several outputs" => random.Make(new(30, 20) { Outputs = 3, HasWeights = true }),
            "sets" => random.Make(new(30, 20) { Sets = CategoryRounding.NotNegative, HasMissing = true }),
            "double" => random.Make(new(30, 20) { IsDouble = true }),
            _ => random.Make(new(30, 20)),
        };
        if (ensemble.IsDouble) Damage(ensemble, packing, random.Rows<double>(ensemble, 40));
        else Damage(ensemble, packing, random.Rows<float>(ensemble, 40));
    }

    [Fact]
    public void SlotsOfAnotherWidthThanTheyHaveAreRefused()
    {
        byte[] packed = TreePacker.Pack(new LeafWiseEnsemble(3).Make(new(30, 20)), TreePacking.Compact);
        packed[(int)System.Runtime.InteropServices.Marshal.OffsetOf<PackedHeader>(nameof(PackedHeader.Flags)) + 1] ^= (int)PackedFlags.WideSlots >> 8;
        Assert.Contains("number slots in another width", Assert.Throws<TreeEnsembleException>(() => TreeScorer.Load(packed)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public unsafe void SlotsThatContinueWhatTheyCannotAreRefused()
    {
        // A number that is asked for, twice; no thresholds follow on it.
        Tree tree = Stumps([[0, 1, 2]]).Trees[0];
        TreeEnsemble ensemble = Stumps([[0, 1, 2]]) with { Trees = [tree with { Nodes = [.. tree.Nodes.Select(static node => node.IsLeaf ? node : TreeNode.Branch(0, TreeComparison.Equal, node.Threshold, node.WhenTrue, node.WhenFalse))] }] };
        byte[] packed = TreePacker.Pack(ensemble, TreePacking.Compact);
        fixed (byte* start = packed) ((PackedSlot*)(start + ((PackedHeader*)start)->Slots.Start))[1].Kind |= PackedSlot.Continues;
        Assert.Contains("slot 1 continues another", Assert.Throws<TreeEnsembleException>(() => TreeScorer.Load(packed)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void VersionsBeforeAreReadAndOthersRefused()
    {
        TreeEnsemble ensemble = new LeafWiseEnsemble(3).Make(new(30, 20));
        float[] rows = new LeafWiseEnsemble(3).Rows<float>(ensemble, 1);
        byte[] packed = TreePacker.Pack(ensemble, TreePacking.Leaves8);
        float expected = TreeScorer.Load(packed).Predict(rows);
        Assert.Equal(PackedHeader.CurrentVersion, BitConverter.ToInt32(packed, sizeof(int)));
        BitConverter.TryWriteBytes(packed.AsSpan(sizeof(int)), PackedHeader.OldestVersion);
        Assert.Equal(expected, TreeScorer.Load(packed).Predict(rows));
        foreach (int version in new[] { PackedHeader.OldestVersion - 1, PackedHeader.CurrentVersion + 1 })
        {
            BitConverter.TryWriteBytes(packed.AsSpan(sizeof(int)), version);
            Assert.Contains($"has version {version}; this library reads 5 to 7", Assert.Throws<TreeEnsembleException>(() => TreeScorer.Load(packed)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void WhatCannotBePackedIsRefusedByName()
    {
        TreeEnsemble plain = Stumps([[0, 1, 2], [0, 1, 2]]);
        Refused(plain with { Aggregate = TreeAggregate.Max }, TreePacking.Compact, "the greatest counts");
        Refused(Stumps([[0, 1, 2], [0, double.PositiveInfinity, 2]]), TreePacking.Leaves8, "Tree 1: a leaf is not finite", "Tree 1");
        Refused(Stumps([[float.MinValue, float.MaxValue, 2]]), TreePacking.Leaves16, "too far apart to be rounded to 16 bits");
        Refused(new LeafWiseEnsemble(1).Make(new(3, 5) { Outputs = 3, HasWeights = true }), TreePacking.Leaves8, "vote for several outputs");
        Assert.Throws<ArgumentOutOfRangeException>(() => TreePacker.Pack(plain, (TreePacking)7));

        // Each branch leads on where it is reached, three hundred times.
        const int Depth = 300;
        TreeNode[] nodes = [.. Enumerable.Range(0, Depth).Select(static i => TreeNode.Branch(0, TreeComparison.Less, i, Depth + i, i == Depth - 1 ? 2 * Depth : i + 1)), .. Enumerable.Range(0, Depth + 1).Select(static i => TreeNode.Leaf(i))];
        Refused(plain with { Trees = [new Tree { Nodes = nodes, Weights = [.. Enumerable.Range(0, Depth + 1).Select(static i => new LeafWeight(0, i))] }] }, TreePacking.Compact, "lead too deep");

        static void Refused(TreeEnsemble ensemble, TreePacking packing, params string[] message)
        {
            string told = Assert.Throws<TreeEnsembleException>(() => TreePacker.Pack(ensemble, packing)).Message;
            Assert.True(message.Any(part => told.Contains(part, StringComparison.OrdinalIgnoreCase)), told);
        }
    }

    private static void Compare<T>(TreeEnsemble ensemble, T[] rows, TreePacking packing)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        byte[] packed = TreePacker.Pack(ensemble, packing);
        TreeScorer whole = TreeScorer.Load(TreePacker.Pack(ensemble));
        int outputs = ensemble.OutputCount, count = rows.Length / ensemble.FeatureCount;
        T[] exact = new T[count * outputs], sums = new T[exact.Length], part = new T[exact.Length];
        whole.ScoreBatch<T>(rows, exact, []);

        // Each tree has a scale of its own: alone it gives what it gives among the others.
        foreach (Tree tree in ensemble.Trees)
        {
            TreeScorer.Load(TreePacker.Pack(ensemble with { Trees = [tree], BaseValues = [], Aggregate = TreeAggregate.Sum }, packing)).ScoreBatch<T>(rows, part, []);
            for (int i = 0; i < sums.Length; i++) sums[i] += part[i];
        }
        double bound = TreeScorer.Load(packed).ErrorBound;
        foreach (ScoringPath path in Paths.Runnable(TreeScorer.Load(packed).Packed))
        {
            TreeScorer scorer = TreeScorer.Load(packed, path);
            T[] batch = new T[exact.Length], single = new T[exact.Length];
            scorer.ScoreBatch<T>(rows, batch, []);
            for (int row = 0; row < count; row++) scorer.Score<T>(rows.AsSpan(row * ensemble.FeatureCount, ensemble.FeatureCount), single.AsSpan(row * outputs, outputs));
            Assert.Equal(batch, single);
            for (int i = 0; i < batch.Length; i++)
            {
                T expected = ensemble.Aggregate == TreeAggregate.Average ? sums[i] / T.CreateTruncating(ensemble.Trees.Count) : sums[i];
                if (ensemble.BaseValues.Count > 0) expected += T.CreateTruncating((float)ensemble.BaseValues[0]);
                Assert.True(batch[i] == expected, $"{path}, score {i}: {batch[i]} instead of {expected}");
                Assert.InRange(Math.Abs(double.CreateTruncating(batch[i]) - double.CreateTruncating(exact[i])), 0, bound);
            }
        }
    }

    private static void Damage<T>(TreeEnsemble ensemble, TreePacking packing, T[] rows)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(5);
        byte[] packed = TreePacker.Pack(ensemble, packing);
        Assert.NotNull(TreeScorer.Load(packed).Packed.Compact);
        T[] scores = new T[rows.Length / ensemble.FeatureCount * ensemble.OutputCount];
        for (int turn = 0; turn < 1000; turn++)
        {
            byte[] damaged = [.. packed];
            for (int i = random.Next(1, 4); i > 0; i--) damaged[random.Next(turn % 2 == 0 ? Math.Min(1024, damaged.Length) : damaged.Length)] = (byte)random.Next(256);
            try
            {
                foreach (ScoringPath path in Paths.Runnable(TreeScorer.Load(damaged).Packed))
                {
                    TreeScorer scorer = TreeScorer.Load(damaged, path);
                    if (scorer.FeatureCount != ensemble.FeatureCount || scorer.OutputCount != ensemble.OutputCount || scorer.IsDouble != ensemble.IsDouble) continue;
                    scorer.ScoreBatch<T>(rows, scores, []);
                    scorer.Score<T>(rows.AsSpan(0, ensemble.FeatureCount), scores.AsSpan(0, ensemble.OutputCount));
                }
            }
            catch (TreeEnsembleException problem)
            {
                Assert.NotEmpty(problem.Message);
            }
        }
    }

    // The most that a row's score moves, over rows that come to every leaf.
    private static double Moved(TreeEnsemble ensemble, TreePacking packing, out double bound)
    {
        float[] rows = [-1, 0.5f, 2, float.NaN, float.PositiveInfinity, float.NegativeInfinity];
        TreeScorer exact = TreeScorer.Load(TreePacker.Pack(ensemble)), rounded = TreeScorer.Load(TreePacker.Pack(ensemble, packing));
        bound = rounded.ErrorBound;
        return rows.Max(row => Math.Abs((double)exact.Predict([row]) - rounded.Predict([row])));
    }

    // Trees of three leaves each: below 0, below 1, and above.
    private static TreeEnsemble Stumps(double[][] leaves) => new()
    {
        FeatureCount = 1,
        OutputCount = 1,
        Trees = [.. leaves.Select(static values => new Tree
        {
            Nodes = [TreeNode.Branch(0, TreeComparison.Less, 0, 1, 2), TreeNode.Leaf(0), TreeNode.Branch(0, TreeComparison.Less, 1, 3, 4), TreeNode.Leaf(1), TreeNode.Leaf(2)],
            Weights = [.. values.Select(static value => new LeafWeight(0, (float)value))],
        })],
    };

    [Fact]
    public void SetsOfTheSameNumbersShareASlot()
    {
        CategorySet[] sets =
        [
            new([3, 1, 7], CategoryRounding.NotNegative),
            new([7, 3, 1, 3], CategoryRounding.NotNegative),
            new([1, 3, 7], CategoryRounding.TowardZero),
            new([1, 3], CategoryRounding.NotNegative),
        ];
        var tree = new Tree
        {
            Nodes = [.. sets.SelectMany(static (_, i) => new[] { TreeNode.Member(0, i, (2 * i) + 1, (2 * i) + 2), TreeNode.Leaf(i) }), TreeNode.Leaf(sets.Length)],
            Weights = [.. Enumerable.Range(0, sets.Length + 1).Select(static i => new LeafWeight(0, i))],
            CategorySets = sets,
        };
        var slots = new SlotTable(isDouble: false);
        foreach (TreeNode node in tree.Nodes)
            if (!node.IsLeaf) slots.Collect(slots.Read(tree, node));
        slots.Close();
        Assert.Equal(3, slots.Slots.Count);
        Assert.Equal<double>([1, 3, 7], slots.Slots[0].Set!.Values);
    }
}
