using FsCheck;
using FsCheck.Fluent;
using MlDsl.Testing;

namespace MlDsl.Training.Tests;

/// <summary>What the definition promises, on random problems and against an objective written out naively.</summary>
public class MinimumTests
{
    // Any seed, where FsCheck's own integers stay small.
    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();

    private static readonly Arbitrary<int> Sizes = Gen.Choose(1, 60).ToArbitrary();

    [Fact]
    public void NoNeighbourOfTheSolutionIsLower() => Check.One(Draws.Of(), Prop.ForAll(Seeds, static seed =>
    {
        var problem = Problem.Random(seed);
        LinearWeights model = problem.Train();
        double[] solution = [.. model.Weights.ToArray(), .. model.Biases.ToArray()];
        int free = problem.FitIntercept ? solution.Length : model.Weights.Length;
        double lowest = problem.Objective(solution);
        Assert.True(model.Converged);
        Assert.Equal(lowest, model.Objective, 1e-5 * (1 + Math.Abs(lowest)));
        var random = new Random(seed);
        for (int trial = 0; trial < 50; trial++)
        {
            double size = Math.Pow(10, -random.Next(1, 4));
            double[] neighbour = [.. solution];
            for (int index = 0; index < free; index++)
                neighbour[index] += size * (random.NextDouble() - 0.5);
            Assert.True(problem.Objective(neighbour) >= lowest - (1e-7 * (1 + Math.Abs(lowest))));
        }
    }));

    [Fact]
    public void ARowOfWeightTwoCountsLikeTwoRows() => Check.One(Draws.Of(), Prop.ForAll(Seeds, static seed =>
    {
        var problem = Problem.Random(seed);
        var random = new Random(seed);
        int[] copies = [.. problem.Rows.Select(_ => random.Next(1, 4))];
        LinearWeights weighted = (problem with { Weights = [.. copies.Select(static count => (float)count)] }).Train();
        int[] repeated = [.. copies.SelectMany(static (count, row) => Enumerable.Repeat(row, count))];
        LinearWeights copied = (problem with
        {
            Rows = [.. repeated.Select(row => problem.Rows[row])],
            Labels = [.. repeated.Select(row => problem.Labels[row])],
            Weights = [.. repeated.Select(static _ => 1f)],
        }).Train();
        Close(weighted, copied, 1e-4);
    }));

    [Fact]
    public void BlocksOfAnySizeGiveTheSameModel() => Check.One(Draws.Of(), Prop.ForAll(Seeds, Sizes, static (seed, size) =>
    {
        var problem = Problem.Random(seed);
        Close(problem.Train(), (problem with { RowsPerBlock = size }).Train(), 1e-4);
    }));

    [Fact]
    public void WithoutPenaltyTheUnitOfAFeatureDoesNotMatter() => Check.One(Draws.Of(), Prop.ForAll(Seeds, static seed =>
    {
        var problem = Problem.Random(seed) with { L1 = 0, L2 = 0, Loss = "squared" };
        LinearWeights model = problem.Train();
        float[][] longer = [.. problem.Rows.Select(static row => (float[])[row[0] * 1024, .. row[1..]])];
        LinearWeights shrunk = (problem with { Rows = longer }).Train();
        Assert.Equal(model.Weights[0], shrunk.Weights[0] * 1024, 1e-4f);
        Assert.Equal(model.Weights[1], shrunk.Weights[1], 1e-4f);
    }));

    private static void Close(LinearWeights expected, LinearWeights actual, double tolerance)
    {
        for (int index = 0; index < expected.Weights.Length; index++)
            Assert.Equal(expected.Weights[index], actual.Weights[index], tolerance);
        for (int output = 0; output < expected.Outputs; output++)
            Assert.Equal(expected.Biases[output], actual.Biases[output], tolerance);
    }
}
