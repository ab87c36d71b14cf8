using MlDsl.Kernels;
using MlDsl.Training;

namespace MlDsl.LightGbm.Tests;

/// <summary>Predictors of three trainings as one: its scores are theirs, and its first part is the first.</summary>
public sealed class QuantileScoresTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SumsKeepTheirBaseValues(bool isDouble)
    {
        TreePredictor point = new(Grown(3, 1, isDouble) with { BaseValues = [0.5] }), low = new(Grown(5, 2, isDouble)), high = new(Grown(1, 3, isDouble) with { BaseValues = [-7] });
        Same(point, low, high);
    }

    [Fact]
    public void ForestsAreDividedByTheirOwnTrees() =>
        Same(new TreePredictor(Grown(4, 1), divisor: 4), new TreePredictor(Grown(4, 2), divisor: 4), new TreePredictor(Grown(4, 3), divisor: 4));

    [Fact]
    public void AveragesAreNotOfThreeTimesAsManyTrees()
    {
        TreePredictor[] all = [.. Enumerable.Range(1, 3).Select(static seed => new TreePredictor(Grown(4, seed) with { Aggregate = TreeAggregate.Average }))];
        Same(all[0], all[1], all[2]);
        Same(all[0], new TreePredictor(Grown(4, 2), divisor: 4), all[2]);
    }

    [Fact]
    public void LinearScoresStandBelowEachOther() => Same(
        new LinearPredictor([1, 2], [3], [0.5f, 0.25f]), new LinearPredictor([-1, 4], [0.5f], [0.5f, 0.25f]), new LinearPredictor([0, 9], [-3], [0.5f, 0.25f]));

    [Fact]
    public void WhatDoesNotGoTogetherIsSaid()
    {
        TreePredictor three = new(Grown(3, 1));
        Says("1 of 2; 1 of 2; 3 of 2", three, three, new TreePredictor(Grown(3, 1) with { OutputCount = 3 }));
        Says("scores or positions", three, three, new TreePredictor(Grown(3, 1) with { FeatureCount = 5 }));
        Says("(trees; linear; trees)", three, new LinearPredictor([1, 2], [3]), three);
        Says("Sum of 3 trees in float, divided by 3", three, three, new TreePredictor(Grown(3, 1), divisor: 3));
        Says("in double", three, new TreePredictor(Grown(3, 1, isDouble: true)), three);
        TreePredictor based = new(Grown(3, 1) with { Aggregate = TreeAggregate.Average, BaseValues = [1] });
        Says("Average of 3 trees in float, divided by 1, with 1 base values", based, based, based);

        static void Says(string what, Predictor point, Predictor low, Predictor high) =>
            Assert.Contains(what, Assert.Throws<TrainingException>(() => QuantileScores.Join(point, low, high)).Message, StringComparison.Ordinal);
    }

    // No trainer grows such trees, and a file may hold them.
    [Theory]
    [InlineData(TreeAggregate.Sum)]
    [InlineData(TreeAggregate.Average)]
    public void LeavesThatSpeakOfSeveralScoresAreTakenApart(TreeAggregate aggregate)
    {
        Tree mixed = new()
        {
            Nodes = [TreeNode.Branch(0, TreeComparison.LessOrEqual, 0.5, 1, 2), TreeNode.Leaf(0, 2), TreeNode.Leaf(2, 2)],
            Weights = [new(0, 1), new(2, 8), new(1, 3), new(0, 5)],
            Covers = [4, 1, 3],
        };
        var joined = new TreePredictor(Grown(2, 1) with { OutputCount = 3, Aggregate = aggregate, Trees = [.. Grown(2, 1).Trees, mixed, Voting(1), Voting(2)] });
        Predictor part = QuantileScores.PointOf(joined);
        Assert.Equal(1, part.Outputs);
        foreach (float[] row in Asked) Assert.Equal(Score(joined, row)[0], Score(part, row)[0]);
    }

    private static readonly float[][] Asked = [[0, 0], [1, 0], [0.5f, -2], [0.25f, 7], [-3, 1.5f]];

    private static void Same(Predictor point, Predictor low, Predictor high)
    {
        Predictor joined = QuantileScores.Join(point, low, high), part = QuantileScores.PointOf(joined);
        Assert.Equal((3, 1, point.Width), (joined.Outputs, part.Outputs, part.Width));
        foreach (float[] row in Asked)
        {
            Assert.Equal([.. Score(point, row), .. Score(low, row), .. Score(high, row)], Score(joined, row));
            Assert.Equal(Score(point, row), Score(part, row));
        }
    }

    private static TreeEnsemble Grown(int trees, int seed, bool isDouble = false)
    {
        var random = new Random(seed);
        return new()
        {
            IsDouble = isDouble,
            FeatureCount = 2,
            OutputCount = 1,
            Trees = [.. Enumerable.Range(0, trees).Select(_ => new Tree
            {
                Nodes = [TreeNode.Branch(random.Next(2), TreeComparison.LessOrEqual, random.NextDouble(), 1, 2), TreeNode.Leaf(0), TreeNode.Leaf(1)],
                Weights = [new(0, random.NextDouble()), new(0, -random.NextDouble())], Covers = [3, 1, 2],
            })],
        };
    }

    private static Tree Voting(int output) => Grown(1, 9).Trees[0] with { Weights = [new(output, 1), new(output, 2)] };

    private static float[] Score(Predictor predictor, float[] row)
    {
        var scores = new float[predictor.Outputs];
        predictor.Score(new SparseRows([0, row.Length], [.. Enumerable.Range(0, row.Length)], row), scores);
        return scores;
    }
}
