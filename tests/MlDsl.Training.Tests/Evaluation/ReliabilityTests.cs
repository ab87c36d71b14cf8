namespace MlDsl.Training.Tests;

/// <summary>The reliability table and the calibration error against their sums, bin by bin.</summary>
public sealed class ReliabilityTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void BinsAndErrorAreTheirSums(bool weighted)
    {
        float[] weights = ReferenceData.WeightsIf(weighted);
        BinaryMetrics metrics = BinaryEvaluator.Evaluate(ReferenceData.Positives, ReferenceData.Probabilities, (Probability)0.5f, new() { Weights = weights });
        double error = 0, total = 0;
        var expected = new List<(double Low, int Rows, double Said, double Happened)>();
        for (int bin = 0; bin < 10; bin++)
        {
            double weight = 0, said = 0, happened = 0;
            int rows = 0;
            for (int i = 0; i < ReferenceData.Rows; i++)
            {
                float probability = ReferenceData.Probabilities[i];
                if (probability * 10.0 < bin || (probability * 10.0 >= bin + 1 && bin < 9)) continue;
                double own = weighted ? weights[i] : 1;
                (rows, weight, said, happened) = (rows + 1, weight + own, said + (own * probability), happened + (ReferenceData.Positives[i] ? own : 0));
            }
            total += weight;
            error += Math.Abs(said - happened);
            if (rows > 0) expected.Add((bin / 10.0, rows, said / weight, happened / weight));
        }
        Assert.Equal(error / total, metrics.Ece.Value, 12);
        Assert.True(metrics.Ece.HasInterval && metrics.Ece.Low <= metrics.Ece.High);
        Assert.Equal(expected.Count, metrics.Reliability.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            ReliabilityBin bin = metrics.Reliability[i];
            Assert.Equal((expected[i].Low, expected[i].Rows), (bin.Low, bin.Rows));
            Assert.Equal(expected[i].Said, bin.MeanProbability, 12);
            Assert.Equal(expected[i].Happened, bin.Share.Value, 12);
            Assert.InRange(bin.Share.Value, bin.Share.Low, bin.Share.High);
        }
        Assert.Equal(ReferenceData.Rows, metrics.Reliability.Sum(static b => b.Rows));
    }

    [Fact]
    public void TheTableIsRead()
    {
        BinaryMetrics metrics = BinaryEvaluator.Evaluate([false, true, true], [0.05f, 0.95f, 1f], (Probability)0.5f, options: new() { Resamples = 0 });
        Assert.Equal("probability  rows   said  happened\n0.0–0.1         1  0.050     0.000\n0.9–1.0         2  0.975     1.000", metrics.ReliabilityTable());
        Assert.Equal("0.9–1.0: said 0.975, happened 1.000", metrics.Reliability[1].ToString());
        Assert.Equal(((0.05 - 0) + (2 - 1.95)) / 3, metrics.Ece.Value, 6);
        Assert.Contains(metrics.Named, static m => m.Name == "ECE");
    }

    [Fact]
    public void ASliceAndTheBaselineHaveTheirOwn()
    {
        var slices = new SliceColumn("shop", ["a", "b"], Enumerable.Range(0, ReferenceData.Rows).Select(static i => i % 2).ToArray());
        BinaryMetrics metrics = BinaryEvaluator.Evaluate(
            ReferenceData.Positives, ReferenceData.Probabilities, (Probability)0.5f, new() { Slices = [slices] }, (Probability)0.5f, new() { Resamples = 0 });
        Assert.Equal(Math.Abs((metrics.Positives / 500.0) - 0.5), metrics.Baseline!.Ece.Value, 12);
        Assert.Empty(metrics.Baseline.Reliability);
        Assert.All(metrics.Slices, static s => Assert.Equal(250, s.Metrics!.Reliability.Sum(static b => b.Rows)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OfSeveralClassesTheMostLikelyOneIsAsked(bool weighted)
    {
        float[] weights = ReferenceData.WeightsIf(weighted);
        MulticlassMetrics metrics = MulticlassEvaluator.Evaluate(ReferenceData.ClassLabels, ReferenceData.ClassProbabilities, ReferenceData.Classes, new() { Weights = weights });
        double[] said = new double[10], right = new double[10], total = new double[10];
        int[] rows = new int[10];
        for (int i = 0; i < ReferenceData.Rows; i++)
        {
            float[] own = ReferenceData.ClassProbabilities[(4 * i)..((4 * i) + 4)];
            double weight = weighted ? weights[i] : 1;
            int bin = Math.Min((int)(own.Max() * 10.0), 9);
            rows[bin]++;
            total[bin] += weight;
            said[bin] += weight * own.Max();
            right[bin] += Array.IndexOf(own, own.Max()) == ReferenceData.ClassLabels[i] ? weight : 0;
        }
        // A confidence that is not the label's own probability is kept to 2⁻³⁰.
        Assert.Equal(said.Zip(right, static (a, b) => Math.Abs(a - b)).Sum() / total.Sum(), metrics.Ece.Value, 1e-8);
        Assert.True(metrics.Ece.HasInterval);
        Assert.Equal(rows.Where(static r => r > 0), metrics.Reliability.Select(static b => b.Rows));
        foreach (ReliabilityBin bin in metrics.Reliability)
        {
            int at = (int)Math.Round(bin.Low * 10);
            Assert.Equal(said[at] / total[at], bin.MeanProbability, 1e-8);
            Assert.Equal(right[at] / total[at], bin.Share.Value, 1e-8);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1000)]
    [InlineData(2048)]
    [InlineData(3000)]
    public void ManyClassesLeaveLessRoomOrNone(int classes)
    {
        string[] names = [.. Enumerable.Range(0, classes).Select(static k => $"c{k}")];
        float[] probabilities = new float[2 * classes];
        // Both rows are said to be of the first class, and the second is of the last.
        (probabilities[0], probabilities[classes - 1]) = (0.75f, 0.25f);
        (probabilities[classes], probabilities[^1]) = (0.625f, 0.375f);
        Metric error = MulticlassEvaluator.Evaluate([0, classes - 1], probabilities, names, options: new() { Resamples = 0 }).Ece;
        if (classes > 2048) Assert.False(error.IsDefined);
        else Assert.Equal((0.25 + 0.625) / 2, error.Value, 2e-4);
    }
}
