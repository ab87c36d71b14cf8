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
        Assert.Equal(new QuantileRegressionOptions { Level = 0.05, L1 = 0.1, L2 = 0.2, FitIntercept = false, MaxIterations = 7, Tolerance = 1e-3 }, options);
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
