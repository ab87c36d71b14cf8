namespace MlDsl.Training.Tests;

/// <summary>The least pinball loss lies where lines pass through rows, so that trying all such lines finds it.</summary>
public class QuantileRegressionTrainerTests
{
    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(0.05, 2)]
    [InlineData(0.9, 3)]
    [InlineData(0.25, 4)]
    public void NoLineThroughTwoRowsIsMuchBetter(double level, int seed)
    {
        var random = new Random(seed);
        float[][] rows = [.. Enumerable.Range(0, 90).Select(_ => (float[])[(float)(random.NextDouble() * 10)])];
        // Scattered the more, the further right; some far off.
        float[] labels = [.. rows.Select(row => (float)(3 + (2 * row[0]) + (row[0] * Math.Tan(1.4 * (random.NextDouble() - 0.5) * 2))))];
        float[] weights = [.. rows.Select(_ => random.Next(1, 4) / 2f)];
        double least = double.PositiveInfinity;
        for (int i = 0; i < rows.Length; i++)
        {
            for (int k = 0; k < i; k++)
            {
                double slope = ((double)labels[i] - labels[k]) / ((double)rows[i][0] - rows[k][0]);
                least = Math.Min(least, Loss(level, rows, labels, weights, slope, labels[i] - (slope * rows[i][0])));
            }
        }

        LinearWeights model = QuantileRegressionTrainer.Train(Designs.Make(rows, labels, weights), new() { Level = level, L2 = 0 });

        double found = Loss(level, rows, labels, weights, model.Weights[0], model.Biases[0]);
        Assert.InRange(found, least * (1 - 1e-6), least * (1 + 1e-3));
        Assert.Equal(found, model.Objective, 2e-3 * found);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.75)]
    public void NoFeatureGivesTheQuantileOfTheLabels(double level)
    {
        float[] labels = [.. Enumerable.Range(0, 1001).Select(static i => i * 389 % 1001 / 10f)];
        LinearWeights model = QuantileRegressionTrainer.Train(Designs.Make([.. labels.Select(static _ => (float[])[])], labels), new() { Level = level });
        Assert.Equal(100 * level, model.Biases[0], 0.2);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.5)]
    [InlineData(0.95)]
    public void TheShareBelowIsTheLevel(double level)
    {
        var random = new Random(7);
        float[][] rows = [.. Enumerable.Range(0, 4000).Select(_ => (float[])[(float)random.NextDouble(), random.Next(2), (float)(random.NextDouble() * 1000)])];
        float[] labels = [.. rows.Select(row => (float)((5 * row[0]) - row[1] + (row[2] / 4) + ((1 + row[0]) * random.NextDouble())))];
        LinearWeights model = QuantileRegressionTrainer.Train(Designs.Make(rows, labels), new() { Level = level, L2 = 1e-6 });
        Assert.True(model.Converged);
        double below = rows.Zip(labels).Count(pair => pair.Second <= (pair.First[0] * model.Weights[0]) + (pair.First[1] * model.Weights[1]) + (pair.First[2] * model.Weights[2]) + model.Biases[0]);
        Assert.Equal(level, below / rows.Length, 0.006);
        // Noise even from 0 to 1 + x: the quantile itself is a line.
        Assert.Equal(5 + level, model.Weights[0], 0.1);
        Assert.Equal(-1, model.Weights[1], 0.1);
        Assert.Equal(0.25, model.Weights[2], 0.001);
    }

    [Theory]
    [InlineData(1e4f, 0)]
    [InlineData(1e-4f, 0)]
    [InlineData(1e4f, 0.01)]
    public void WeightsFollowTheUnitOfTheLabels(float unit, double l1)
    {
        float[] labels = [.. Formula.Score.Select(score => score * unit)];
        var options = new QuantileRegressionOptions { Level = 0.9, L1 = l1 };
        LinearWeights one = QuantileRegressionTrainer.Train(Formula.Design(Formula.Score), options), other = QuantileRegressionTrainer.Train(Formula.Design(labels), options);
        for (int i = 0; i < one.Weights.Length; i++) Assert.Equal(one.Weights[i], other.Weights[i] / unit, 2e-3f);
        Assert.Equal(one.Biases[0], other.Biases[0] / unit, 0.02f);
    }

    [Fact]
    public void AnAbsolutePenaltyHandedOnWeighsAsBesideASquaredLoss()
    {
        // A weight that lasso sets to zero in either unit stays zero.
        float[] large = [.. Formula.Score.Select(static score => score * 1e4f)];
        TrainerOptions small = new LinearRegressionOptions { L1 = 0.05 }.ForQuantile(0.5), scaled = new LinearRegressionOptions { L1 = 0.05e4 }.ForQuantile(0.5);
        LinearWeights one = QuantileRegressionTrainer.Train(Formula.Design(Formula.Score), (QuantileRegressionOptions)small), other = QuantileRegressionTrainer.Train(Formula.Design(large), (QuantileRegressionOptions)scaled);
        for (int i = 0; i < one.Weights.Length; i++) Assert.Equal(one.Weights[i], other.Weights[i] / 1e4f, 2e-3f);
    }

    [Fact]
    public void PositionsThatNoRowUsesAndRowsWithoutWeightChangeNothing()
    {
        var random = new Random(9);
        float[][] rows = [.. Enumerable.Range(0, 600).Select(_ => (float[])[(float)random.NextDouble(), (float)random.NextDouble() * 10])];
        float[] labels = [.. rows.Select(row => (float)((3 * row[0]) + row[1] + (row[1] * random.NextDouble())))];
        var options = new QuantileRegressionOptions { Level = 0.9 };
        LinearWeights narrow = QuantileRegressionTrainer.Train(Designs.Make(rows, labels), options);
        LinearWeights wide = QuantileRegressionTrainer.Train(Designs.Make(rows, labels, width: 100_000), options);
        LinearWeights more = QuantileRegressionTrainer.Train(
            Designs.Make([.. rows, .. rows, .. rows], [.. labels, .. labels.Select(static _ => 99f), .. labels], [.. labels.Select(static _ => 1f), .. labels.Select(static _ => 0f), .. labels.Select(static _ => 0f)]), options);
        foreach (LinearWeights other in new[] { wide, more })
        {
            for (int i = 0; i < 2; i++) Assert.Equal(narrow.Weights[i], other.Weights[i], 2e-3f);
            Assert.Equal(narrow.Biases[0], other.Biases[0], 5e-3f);
        }
        Assert.All(wide.Weights[2..].ToArray(), static weight => Assert.Equal(0, weight));
    }

    [Fact]
    public void OutliersDoNotMoveTheMedian()
    {
        float[][] rows = [.. Enumerable.Range(0, 400).Select(static i => (float[])[i % 20])];
        float[] labels = [.. rows.Select(static (row, i) => i % 10 == 3 ? 1e6f : 1 + (2 * row[0]) + (i * 7 % 11 / 100f) - 0.05f)];
        LinearWeights model = QuantileRegressionTrainer.Train(Designs.Make(rows, labels), new() { L2 = 0 });
        Assert.Equal(2, model.Weights[0], 0.02);
        Assert.Equal(1, model.Biases[0], 0.2);
    }

    [Fact]
    public void AStrongAbsolutePenaltySetsWeightsToZero()
    {
        LinearWeights model = QuantileRegressionTrainer.Train(Formula.Design(Formula.Score), new() { Level = 0.5, L1 = 1000 });
        Assert.All(model.Weights.ToArray(), static weight => Assert.Equal(0, weight));
        float[] sorted = [.. Formula.Score.Order()];
        Assert.InRange(model.Biases[0], sorted[(Formula.Rows / 2) - 4], sorted[(Formula.Rows / 2) + 4]);
    }

    [Fact]
    public void EqualLabelsGiveTheInterceptAlone()
    {
        LinearWeights model = QuantileRegressionTrainer.Train(Formula.Design([.. Enumerable.Repeat(0.7f, Formula.Rows)]), new() { Level = 0.9 });
        Assert.Equal(0.7, model.Biases[0], 1e-5);
        Assert.All(model.Weights.ToArray(), static weight => Assert.Equal(0, weight, 1e-6f));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void LevelsAreBetweenZeroAndOne(double level) =>
        Assert.Throws<ArgumentOutOfRangeException>("Level", () => new QuantileRegressionOptions { Level = level });

    [Fact]
    public void OtherTrainersHandOnWhatTheyWereTold()
    {
        var options = (QuantileRegressionOptions)new LinearRegressionOptions { L1 = 0.1, L2 = 0.2, FitIntercept = false, MaxIterations = 7, Tolerance = 1e-3 }.ForQuantile(0.05);
        Assert.Equal(new QuantileRegressionOptions { Level = 0.05, HasSquaredL1 = true, L1 = 0.1, L2 = 0.2, FitIntercept = false, MaxIterations = 7, Tolerance = 1e-3 }, options);
        Assert.Equal(options with { Level = 0.95 }, options.ForQuantile(0.95));
    }

    private static double Loss(double level, float[][] rows, float[] labels, float[] weights, double slope, double intercept)
    {
        double sum = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            double error = labels[i] - intercept - (slope * rows[i][0]);
            sum += weights[i] * Math.Max(level * error, (level - 1) * error);
        }
        return sum / weights.Sum(static weight => (double)weight);
    }
}
