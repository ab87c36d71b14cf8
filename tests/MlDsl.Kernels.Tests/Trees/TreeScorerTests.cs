using System.Runtime.InteropServices;
using MlDsl.Testing;

namespace MlDsl.Kernels.Tests.Trees;

/// <summary>What a scorer promises beside its numbers: no allocation, any thread, refusal of what is damaged or of another length.</summary>
[Collection(Alone.Name)]
public sealed unsafe class TreeScorerTests
{
    private static readonly TreeEnsemble Regression = new RandomEnsemble(3).Make(false);
    private static readonly TreeEnsemble Classifier = new RandomEnsemble(10_003).Make(true);

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(500)]
    public void PredictionsAllocateNothing(int features)
    {
        TreeEnsemble ensemble = Regression with { FeatureCount = Math.Max(features, Regression.FeatureCount) };
        foreach ((_, TreeScorer scorer) in Paths.Scorers(ensemble))
        {
            float[] rows = new RandomEnsemble(1).Rows(100, scorer.FeatureCount), scores = new float[100 * scorer.OutputCount];
            Allocations.AssertNone(() => scorer.Predict(rows.AsSpan(0, scorer.FeatureCount), scores.AsSpan(0, scorer.OutputCount)), 10_000);
            Allocations.AssertNone(() => scorer.PredictBatch(rows, scores), 200);
        }
    }

    [Fact]
    public void ClassificationsAllocateNothing()
    {
        foreach ((_, TreeScorer scorer) in Paths.Scorers(Classifier))
        {
            float[] rows = new RandomEnsemble(1).Rows(100, scorer.FeatureCount), scores = new float[100 * scorer.OutputCount];
            var classes = new int[100];
            Allocations.AssertNone(() => scorer.Classify(rows.AsSpan(0, scorer.FeatureCount), scores.AsSpan(0, scorer.OutputCount)), 10_000);
            Allocations.AssertNone(() => scorer.ClassifyBatch(rows, scores, classes), 200);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void DoublesAllocateNothing(bool classifier)
    {
        for (int seed = 70_000; seed < 70_010; seed++)
        {
            foreach ((_, TreeScorer scorer) in Paths.Scorers(new RandomEnsemble(seed).Make(classifier, isDouble: true)))
            {
                double[] rows = new RandomEnsemble(1).DoubleRows(100, scorer.FeatureCount), scores = new double[100 * scorer.OutputCount];
                Allocations.AssertNone(() => scorer.Predict(rows.AsSpan(0, scorer.FeatureCount), scores.AsSpan(0, scorer.OutputCount)), 1_000);
                Allocations.AssertNone(() => scorer.PredictBatch(rows, scores), 50);
                if (!classifier) continue;
                var classes = new int[100];
                Allocations.AssertNone(() => scorer.Classify(rows.AsSpan(0, scorer.FeatureCount), scores.AsSpan(0, scorer.OutputCount)), 1_000);
                Allocations.AssertNone(() => scorer.ClassifyBatch(rows, scores, classes), 50);
            }
        }
    }

    [Fact]
    public void RowsOfTheOtherPrecisionAreRefused()
    {
        TreeScorer single = TreeScorer.Load(TreePacker.Pack(Classifier)), wide = TreeScorer.Load(TreePacker.Pack(Classifier with { IsDouble = true }));
        var scores = new double[wide.OutputCount];
        Assert.False(single.IsDouble);
        Assert.True(wide.IsDouble);
        Assert.Contains("rows of float", Assert.Throws<InvalidOperationException>(() => single.Predict(new double[single.FeatureCount], scores)).Message, StringComparison.Ordinal);
        Assert.Contains("rows of double", Assert.Throws<InvalidOperationException>(() => wide.Classify(new float[single.FeatureCount], new float[wide.OutputCount])).Message, StringComparison.Ordinal);
        Assert.Contains("rows of double", Assert.Throws<InvalidOperationException>(() => wide.PredictBatch(new float[single.FeatureCount], new float[wide.OutputCount])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LargeScratchComesFromThePoolAndAllocatesNothing()
    {
        // 2,000 features, each compared: more ranks than the stack is used for.
        TreeEnsemble wide = Regression with
        {
            FeatureCount = 2000,
            OutputCount = 1,
            BaseValues = [],
            Trees = [.. Enumerable.Range(0, 2000).Select(static i => new Tree { Nodes = [TreeNode.Branch(i, TreeComparison.Less, 0f, 1, 2), TreeNode.Leaf(0), TreeNode.Leaf(1)], Weights = [new(0, 1f), new(0, 0f)] })],
            Aggregate = TreeAggregate.Sum,
            Transform = ScoreTransform.None,
        };
        TreeScorer scorer = TreeScorer.Load(TreePacker.Pack(wide));
        float[] rows = new RandomEnsemble(5).Rows(70, 2000), scores = new float[70];
        Allocations.AssertNone(() => scorer.PredictBatch(rows, scores), 200);
        for (int i = 0; i < 70; i++)
        {
            float expected = rows.AsSpan(i * 2000, 2000).ToArray().Count(static value => value < 0f);
            Assert.Equal(expected, scores[i]);
            Assert.Equal(expected, scorer.Predict(rows.AsSpan(i * 2000, 2000)));
        }
    }

    [Fact]
    public void AnyNumberOfThreadsMayScore()
    {
        TreeScorer scorer = TreeScorer.Load(TreePacker.Pack(Regression));
        float[] rows = new RandomEnsemble(2).Rows(200, scorer.FeatureCount), expected = new float[200 * scorer.OutputCount];
        scorer.PredictBatch(rows, expected);
        Parallel.For(0, 32, turn =>
        {
            var scores = new float[expected.Length];
            scorer.PredictBatch(rows, scores);
            Assert.Equal(expected, scores);
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void MappedMemoryScoresTheSame(int shift)
    {
        byte[] packed = TreePacker.Pack(Regression);
        float[] rows = new RandomEnsemble(2).Rows(20, Regression.FeatureCount), expected = new float[20 * Regression.OutputCount], scores = new float[expected.Length];
        TreeScorer.Load(packed).PredictBatch(rows, expected);
        var memory = (byte*)NativeMemory.AlignedAlloc((nuint)packed.Length + 64, 64);
        packed.CopyTo(new Span<byte>(memory + shift, packed.Length));
        TreeScorer.Map(memory + shift, packed.Length).PredictBatch(rows, scores);
        NativeMemory.AlignedFree(memory);
        Assert.Equal(expected, scores);
    }

    [Fact]
    public void PackingIsDeterministic() => Assert.Equal(TreePacker.Pack(Regression), TreePacker.Pack(new RandomEnsemble(3).Make(false)));

    [Fact]
    public void OtherLengthsAreRefused()
    {
        TreeScorer scorer = TreeScorer.Load(TreePacker.Pack(Classifier)), single = TreeScorer.Load(TreePacker.Pack(new RandomEnsemble(0).Make(false) with { OutputCount = 4 }));
        var row = new float[scorer.FeatureCount];
        var scores = new float[scorer.OutputCount];
        Assert.Contains("values", Assert.Throws<ArgumentException>(() => scorer.Predict(row.AsSpan(1), scores)).Message, StringComparison.Ordinal);
        Assert.Contains("places for scores", Assert.Throws<ArgumentException>(() => scorer.Predict(row, scores.AsSpan(1))).Message, StringComparison.Ordinal);
        Assert.Contains("places for scores", Assert.Throws<ArgumentException>(() => scorer.Classify(row, scores.AsSpan(1))).Message, StringComparison.Ordinal);
        Assert.Contains("outputs", Assert.Throws<InvalidOperationException>(() => scorer.Predict(row)).Message, StringComparison.Ordinal);
        Assert.Contains("regression", Assert.Throws<InvalidOperationException>(() => single.Classify(new float[single.FeatureCount], new float[4])).Message, StringComparison.Ordinal);
        Assert.Contains("places for classes", Assert.Throws<ArgumentException>(() => scorer.ClassifyBatch(row, scores, [])).Message, StringComparison.Ordinal);
        Assert.Contains("whole rows", Assert.Throws<ArgumentException>(() => scorer.PredictBatch(new float[(scorer.FeatureCount * 2) + 1], scores)).Message, scorer.FeatureCount == 1 ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
    }

    [Fact]
    public void DamagedBytesAreRefusedOrStillScoreInsideTheirMemory()
    {
        var random = new Random(17);
        for (int seed = 0; seed < 60; seed++)
        {
            TreeEnsemble ensemble = new RandomEnsemble(seed).Make(seed % 2 == 0, isDouble: seed >= 30);
            bool isSum = ensemble.Aggregate is TreeAggregate.Sum or TreeAggregate.Average;
            byte[] packed = TreePacker.Pack(ensemble, seed % 3 == 0 ? TreeLayout.Chunks : isSum && seed % 3 == 1 ? TreeLayout.Compact : TreeLayout.Masks);
            float[] row = new RandomEnsemble(seed).Rows(40, ensemble.FeatureCount), scores = new float[40 * ensemble.OutputCount];
            double[] wideRow = new RandomEnsemble(seed).DoubleRows(40, ensemble.FeatureCount), wideScores = new double[40 * ensemble.OutputCount];
            for (int turn = 0; turn < 80; turn++)
            {
                byte[] damaged = [.. packed];
                for (int i = random.Next(1, 4); i > 0; i--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                try
                {
                    foreach (ScoringPath path in Paths.Runnable(TreeScorer.Load(damaged).Packed))
                    {
                        TreeScorer scorer = TreeScorer.Load(damaged, path);
                        if (scorer.FeatureCount != ensemble.FeatureCount || scorer.OutputCount != ensemble.OutputCount) continue;
                        if (scorer.IsDouble) scorer.PredictBatch(wideRow, wideScores);
                        else scorer.PredictBatch(row, scores);
                    }
                }
                catch (TreeEnsembleException problem)
                {
                    Assert.NotEmpty(problem.Message);
                }
            }
            for (int length = 0; length < packed.Length; length += 61) Assert.Throws<TreeEnsembleException>(() => TreeScorer.Load(packed.AsSpan(0, length)));
        }
    }
}
