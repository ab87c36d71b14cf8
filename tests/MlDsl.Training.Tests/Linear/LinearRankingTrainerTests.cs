using System.Globalization;
using MlDsl.Testing;

namespace MlDsl.Training.Tests;

public sealed class LinearRankingTrainerTests
{
    // One pair whose rows are 1 apart: the loss log(1 + exp(−w)) + L2/2·w² is least where 1/(1 + exp(w)) = L2·w.
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.01)]
    public void OnePairHasAClosedForm(double l2)
    {
        LinearWeights model = LinearRankingTrainer.Train(Designs.Make([[3], [4], [9]], [1, 2, 0], groups: [7, 7, 8]), new() { L2 = l2 });
        double low = 0, high = 100;
        for (int step = 0; step < 200; step++)
        {
            double middle = (low + high) / 2;
            (low, high) = 1 / (1 + Math.Exp(middle)) > l2 * middle ? (middle, high) : (low, middle);
        }
        Assert.Equal(low, model.Weights[0], 1e-5 * low);
        Assert.True(model.Converged);
        // The scores of the rows are 0 on average: (3 + 4 + 9) / 3 is the mean.
        Assert.Equal(-low * 16 / 3, model.Biases[0], 1e-4 * low);
    }

    [Fact]
    public void NoNeighbourOfTheSolutionIsLower()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            var problem = RankingProblem.Random(random);
            var options = new LinearRankingOptions { L2 = 0.001 + (random.NextDouble() / 10), L1 = random.Next(2) * random.NextDouble() / 20 };
            LinearWeights model = LinearRankingTrainer.Train(problem.Design(), options);
            double[] solution = [.. model.Weights];
            double lowest = problem.Objective(solution, options);
            Assert.True(model.Converged);
            Assert.Equal(lowest, model.Objective, 1e-6);
            for (int trial = 0; trial < 50; trial++)
            {
                double size = Math.Pow(10, -random.Next(1, 4));
                Assert.True(problem.Objective([.. solution.Select(w => w + (size * (random.NextDouble() - 0.5)))], options) >= lowest - 1e-7);
            }
        }
    }

    // Rows of queries lie anywhere, in blocks of any size.
    [Fact]
    public void TheOrderOfRowsDoesNotMatter()
    {
        var random = new Random(3);
        RankingProblem problem = RankingProblem.Random(random);
        LinearWeights model = LinearRankingTrainer.Train(problem.Design());
        int[] order = [.. Enumerable.Range(0, problem.Rows.Length).OrderBy(_ => random.Next())];
        LinearWeights shuffled = LinearRankingTrainer.Train(problem.Shuffled(order).Design(rowsPerBlock: 7));
        for (int i = 0; i < model.Width; i++) Assert.Equal(model.Weights[i], shuffled.Weights[i], 1e-4);
    }

    // Some 45,000 pairs a query, of which 4,000 say nearly the same.
    [Fact]
    public void PairsOfLongQueriesAreDrawn()
    {
        var random = new Random(9);
        float[][] rows = [.. Enumerable.Range(0, 1600).Select(_ => (float[])[(float)(4 * random.NextDouble()), (float)random.NextDouble(), random.Next(2)])];
        float[] grades = [.. rows.Select(r => (float)Math.Clamp((int)(r[0] + r[1] - r[2] + (2 * random.NextDouble())), 0, 4))];
        HeldDesign queries = Designs.Make(rows, grades, groups: [.. rows.Select(static (_, i) => (ulong)i % 4)]);
        LinearWeights all = LinearRankingTrainer.Train(queries);
        LinearWeights drawn = LinearRankingTrainer.Train(queries, new() { MaxPairs = 4000 });
        LinearWeights other = LinearRankingTrainer.Train(queries, new() { MaxPairs = 4000, Seed = 1 });
        Assert.Equal(drawn.Weights.ToArray(), LinearRankingTrainer.Train(queries, new() { MaxPairs = 4000 }).Weights.ToArray());
        Assert.NotEqual(drawn.Weights.ToArray(), other.Weights.ToArray());
        for (int i = 0; i < 3; i++)
        {
            Assert.NotEqual(all.Weights[i], drawn.Weights[i]);
            Assert.Equal(all.Weights[i], drawn.Weights[i], 0.15f);
            Assert.Equal(all.Weights[i], other.Weights[i], 0.15f);
        }
    }

    [Fact]
    public void WhatTeachesNothingIsPassedOver()
    {
        float[][] rows = [[1, 0], [2, 0], [3, 5], [4, 5], [9, 7]];
        LinearWeights model = LinearRankingTrainer.Train(Designs.Make(rows, [0, 1, 2, 2, 1], groups: [1, 1, 2, 2, 3]), new() { L2 = 0.1 });
        LinearWeights alone = LinearRankingTrainer.Train(Designs.Make(rows[..2], [0, 1], groups: [1, 1]), new() { L2 = 0.1 });
        Assert.Equal(alone.Weights[0], model.Weights[0], 1e-5f);
        // Constant within the query, so that it orders nothing.
        Assert.Equal(0, model.Weights[1]);
        // A query that weighs nothing.
        LinearWeights weighted = LinearRankingTrainer.Train(
            Designs.Make([[1], [2], [1], [2]], [0, 1, 1, 0], [1, 1, 0, 0], groups: [1, 1, 2, 2]), new() { L2 = 0.1 });
        Assert.Equal(alone.Weights[0], weighted.Weights[0], 1e-5f);
    }

    [Fact]
    public void RowsThatCannotBeRankedAreRefused()
    {
        float[][] rows = [[1], [2]];
        Refused("The rows have no groups", () => LinearRankingTrainer.Train(Designs.Make(rows, [0, 1])));
        Refused("No query of the 1 has rows of two grades", () => LinearRankingTrainer.Train(Designs.Make(rows, [1, 1], groups: [4, 4])));
        Refused("No query of the 2 has rows of two grades", () => LinearRankingTrainer.Train(Designs.Make(rows, [1, 0], groups: [4, 5])));
        Refused("The label of row 1 (from 0) is -1; it must be a whole number from 0", () => LinearRankingTrainer.Train(Designs.Make(rows, [1, -1], groups: [4, 4])));
        Refused("The label of row 0 (from 0) is 0.5; it must be a whole number from 0", () => LinearRankingTrainer.Train(Designs.Make(rows, [0.5f, 0], groups: [4, 4])));
        Refused("The label of row 0 (from 0) is 31; it must be a whole number from 0", () => LinearRankingTrainer.Train(Designs.Make(rows, [31, 0], groups: [4, 4])));
        static void Refused(string message, Action train) => Assert.StartsWith(message, Assert.Throws<TrainingException>(train).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsAreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>("MaxPairs", static () => new LinearRankingOptions { MaxPairs = 0 });
        Assert.Throws<ArgumentOutOfRangeException>("L2", static () => new LinearRankingOptions { L2 = -1 });
    }

    // The example of LightGBM: 201 training and 50 test queries of 300 sparse features.
    [FactWith("lightgbm-rank.train")]
    public void RanksTheExampleOfLightGbm()
    {
        (HeldDesign train, _, _) = Read("lightgbm-rank.train");
        (HeldDesign test, float[] grades, ulong[] queries) = Read("lightgbm-rank.test");
        TrainedPredictor model = new LinearRankingOptions { L2 = 1e-2 }.Train(new TrainingProblem { Rows = train, Target = TargetKind.Relevance }, new());
        Assert.True(model.Log.Converged);
        var scores = new float[grades.Length];
        int at = 0;
        foreach (FeatureBlock block in test.Blocks(default))
        {
            model.Predictor.Score(new SparseRows(block.RowStart, block.Positions, block.Values), scores.AsSpan(at, block.Rows));
            at += block.Rows;
        }
        RankingMetrics metrics = RankingEvaluator.Evaluate(grades, scores, new() { Groups = queries }, new() { Resamples = 0 });
        Assert.True(metrics.Cutoffs[1].Ndcg.Value > metrics.Baseline!.Cutoffs[1].Ndcg.Value + 0.1, metrics.ToString());
    }

    private static (HeldDesign Rows, float[] Grades, ulong[] Queries) Read(string name)
    {
        const int Width = 301;
        ulong[] queries = [.. File.ReadLines(TestData.File(name + ".query")).SelectMany(static (count, query) => Enumerable.Repeat((ulong)query, int.Parse(count, CultureInfo.InvariantCulture)))];
        var builder = new FeatureBlockBuilder();
        var blocks = new List<FeatureBlock>();
        var grades = new List<float>();
        foreach (string line in File.ReadLines(TestData.File(name)))
        {
            string[] parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (string[] entry in parts.Skip(1).Select(static p => p.Split(':'))) builder.Add(int.Parse(entry[0], CultureInfo.InvariantCulture), float.Parse(entry[1], CultureInfo.InvariantCulture));
            builder.EndRow(float.Parse(parts[0], CultureInfo.InvariantCulture), 1, queries[grades.Count]);
            grades.Add(float.Parse(parts[0], CultureInfo.InvariantCulture));
            if (builder.IsFull) blocks.Add(builder.Build());
        }
        if (builder.Rows > 0) blocks.Add(builder.Build());
        return (new HeldDesign(Width, blocks), [.. grades], queries);
    }
}
