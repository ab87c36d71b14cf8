using MlDsl.Kernels;
using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Anomalies;

/// <summary>How trees are grown, and what cannot be grown on.</summary>
public sealed class IsolationForestTests
{
    [Fact]
    public void EachTreeIsGrownOnItsRowsDownToTheDepthOfABalancedOne()
    {
        TreePredictor forest = Trees(Block(Uniform(500, 3)), new() { Trees = 20, SampleSize = 100 });
        foreach (Tree tree in forest.Trees.Trees)
        {
            Assert.Equal(100, tree.Covers[0]);
            Walk(tree, 0, 0);
        }

        // Leaves that could be cut are at the greatest depth, ⌈log₂ 100⌉; what a branch has its children have.
        static void Walk(Tree tree, int place, int depth)
        {
            TreeNode node = tree.Nodes[place];
            if (node.IsLeaf)
            {
                Assert.True(tree.Covers[place] == 1 || depth == 7);
                Assert.Equal(PathLength.LeafValue(depth, (int)tree.Covers[place], 100), tree.Weights[node.FirstWeight].Value);
                return;
            }
            Assert.Equal(tree.Covers[place], tree.Covers[node.WhenTrue] + tree.Covers[node.WhenFalse]);
            Assert.True(tree.Covers[node.WhenTrue] > 0 && tree.Covers[node.WhenFalse] > 0);
            Walk(tree, node.WhenTrue, depth + 1);
            Walk(tree, node.WhenFalse, depth + 1);
        }
    }

    // A cut of two rows at 0 and 1 is uniform between them, and a row's depth geometric: two rows are one cut apart, whatever the seed.
    [Fact]
    public void TwoRowsAreOneCutApart()
    {
        TreePredictor forest = Trees(Block([[0], [1]]), new() { Trees = 2000 });
        double[] cuts = [.. forest.Trees.Trees.Select(static tree => tree.Nodes[0].Threshold)];
        Assert.All(cuts, static cut => Assert.InRange(cut, 0, Math.BitDecrement(1)));
        // The mean of 2000 uniform numbers, within five standard errors.
        Assert.Equal(0.5, cuts.Average(), 5 * Math.Sqrt(1 / 12.0 / 2000));
        Assert.All(forest.Trees.Trees, static tree => Assert.Equal([-1, -1], tree.Weights.Select(static w => w.Value)));
    }

    [Fact]
    public void AColumnThatDoesNotDifferIsNeverCut()
    {
        float[][] rows = [.. Uniform(200, 2).Select(static (r, i) => (float[])[r[0], 7, float.NaN, r[1], i % 2 == 0 ? 3 : float.NaN])];
        TreePredictor forest = Trees(Block(rows), new() { Trees = 30 });
        Assert.Equal([0, 3], forest.Positions.ToArray());
    }

    [Fact]
    public void AMissingValueGoesWhereMoreRowsWent()
    {
        float[][] rows = [.. Enumerable.Range(0, 64).Select(static i => (float[])[i % 4 == 0 ? float.NaN : i == 63 ? 1000 : i])];
        foreach (Tree tree in Trees(Block(rows), new() { Trees = 50, SampleSize = 64 }).Trees.Trees)
        {
            TreeNode root = tree.Nodes[0];
            int below = rows.Count(r => r[0] <= root.Threshold), above = rows.Count(r => r[0] > root.Threshold);
            Assert.Equal(below >= above, root.MissingIsTrue);
            Assert.Equal(root.MissingIsTrue ? below + 16 : below, tree.Covers[root.WhenTrue]);
        }
    }

    [Fact]
    public void RowsAreDrawnByTheirWeight()
    {
        // Rows from 500 on weigh three times as much, those at 10 nothing.
        float[][] rows = [.. Enumerable.Range(0, 1000).Select(static i => (float[])[i])];
        float[] weights = [.. Enumerable.Range(0, 1000).Select(static i => i % 100 == 10 ? 0f : i < 500 ? 1f : 3f)];
        var drawn = DrawnRows.Draw(Block(rows, weights), 400, 20, 5, new TrainingControl());
        float[] values = [.. Enumerable.Range(0, 400).SelectMany(tree => drawn.Of(tree).Select(static r => r.Values.Length == 0 ? 0 : r.Values[0]))];
        Assert.Equal(8000, values.Length);
        Assert.DoesNotContain(values, static v => v % 100 == 10);
        // Nearly three quarters, since few are drawn of many; within five standard errors and what drawing without replacement takes off.
        Assert.Equal(0.75, values.Count(static v => v >= 500) / 8000.0, 5 * Math.Sqrt(0.75 * 0.25 / 8000) + 0.01);
        Assert.All(Enumerable.Range(0, 400), tree => Assert.Equal(20, drawn.Of(tree).Select(static r => r.Values.Length == 0 ? 0 : r.Values[0]).Distinct().Count()));
    }

    // Of eight numbers and a category of 100 values, each is cut about as often.
    [Fact]
    public void ACategoryIsDrawnNoMoreOftenThanANumber()
    {
        var random = new Random(3);
        int[] columns = [0, 1, 2, 102];
        var rows = Enumerable.Range(0, 256).Select(_ => (new[] { 0, 1, 2 + random.Next(100) }, new[] { random.NextSingle(), random.NextSingle(), 1f })).ToArray();
        int[] roots = [.. Enumerable.Range(0, 3000).Select(tree => new IsolationTree(rows, columns, (ulong)tree * 7919).Grow().Nodes[0].Feature)];
        foreach (var share in new[] { roots.Count(static f => f == 0), roots.Count(static f => f == 1), roots.Count(static f => f >= 2) }) Assert.Equal(1 / 3.0, share / 3000.0, 5 * Math.Sqrt(2 / 9.0 / 3000));
        Assert.True(roots.Where(static f => f >= 2).Distinct().Count() > 80);
    }

    [Fact]
    public void WhatCannotBeGrownOnIsNamed()
    {
        Assert.Contains("One training row has a weight above 0", Refused(Block([[1, 2]])), StringComparison.Ordinal);
        Assert.Contains("No training row has a weight above 0", Refused(Block([[1], [2]], [0, 0])), StringComparison.Ordinal);
        Assert.Contains("do not differ in any column", Refused(Block([[1, 2], [1, 2], [1, 2]])), StringComparison.Ordinal);
        Assert.Contains("do not differ in any column", Refused(Block([[float.NaN], [float.NaN]])), StringComparison.Ordinal);
        Assert.Contains("Training row 2 has the weight -1; it must be finite and from 0 on", Refused(Block([[1], [2]], [1, -1])), StringComparison.Ordinal);
        Assert.Contains("Training row 1 has the weight NaN", Refused(Block([[1], [2]], [float.NaN, 1])), StringComparison.Ordinal);

        static string Refused(HeldDesign rows) => Assert.Throws<TrainingException>(() => Trees(rows, new())).Message;
    }

    [Fact]
    public void OptionsOutOfRangeAreRefused()
    {
        foreach (double share in new[] { 0, -0.1, 0.51, 1, double.NaN })
            Assert.Contains("Contamination must be above 0 and at most 0.5", Assert.Throws<ArgumentOutOfRangeException>(() => new IsolationForestOptions { Contamination = share }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new IsolationForestOptions { Trees = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new IsolationForestOptions { SampleSize = 1 });
        Assert.Equal(0.5, new IsolationForestOptions { Contamination = 0.5 }.Contamination);
    }

    [Theory]
    [InlineData(0.2, 4f)]
    [InlineData(0.4, 3f)]
    [InlineData(0.01, 4f)]
    public void TheThresholdIsTheLeastOfTheHighestScores(double share, float expected) =>
        Assert.Equal(expected / 10, Contamination.ThresholdOf([0.1f, 0.3f, 0.4f, 0.2f, 0.05f], [1, 1, 1, 1, 1], share).Value);

    // 40 % have the highest score: of a share of 1 % none is nearer than all of them, of 30 % all are.
    [Theory]
    [InlineData(0.01, 0)]
    [InlineData(0.15, 0)]
    [InlineData(0.3, 4)]
    [InlineData(0.5, 4)]
    public void EqualScoresAreAboveTheThresholdTogetherOrNot(double share, int above)
    {
        float[] scores = [0.6f, 0.4f, 0.6f, 0.4f, 0.4f, 0.6f, 0.4f, 0.4f, 0.4f, 0.6f];
        float threshold = Contamination.ThresholdOf([.. scores], [.. scores.Select(static _ => 1f)], share).Value;
        Assert.Equal(above, scores.Count(score => score >= threshold));
    }

    [Fact]
    public void WeightsCountInTheThreshold()
    {
        Assert.Equal(0.2f, Contamination.ThresholdOf([0.1f, 0.9f, 0.2f, 0.3f], [5, 0, 4, 1], 0.5).Value);
        Assert.Equal(0.3f, Contamination.ThresholdOf([0.1f, 0.9f, 0.2f, 0.3f], [5, 0, 4, 1], 0.1).Value);
    }

    private static TreePredictor Trees(HeldDesign rows, IsolationForestOptions options) =>
        (TreePredictor)options.Train(new TrainingProblem { Rows = rows, Target = TargetKind.Anomaly }, new TrainingControl()).Predictor;

    private static HeldDesign Block(float[][] rows, float[]? weights = null)
    {
        int width = rows[0].Length;
        return new HeldDesign(width, [new FeatureBlock(
            [.. Enumerable.Range(0, rows.Length + 1).Select(i => i * width)], [.. rows.SelectMany(static r => Enumerable.Range(0, r.Length))], [.. rows.SelectMany(static r => r)],
            new float[rows.Length], weights ?? [.. rows.Select(static _ => 1f)])]);
    }

    private static float[][] Uniform(int count, int width)
    {
        var random = new Random(11);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, width).Select(_ => random.NextSingle()).ToArray())];
    }
}
