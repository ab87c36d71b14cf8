using MathNet.Numerics.Distributions;
using MlDsl.Monitoring.Samples;
using MlDsl.Training;

namespace MlDsl.Monitoring.Tests.Samples;

/// <summary>Held against what a uniform sample is: each row with the same probability, and each pair.</summary>
public sealed class ReservoirTests
{
    private const int Runs = 20_000;

    [Theory]
    [InlineData(60, 7, new int[0])]
    [InlineData(60, 1, new int[0])]
    [InlineData(9, 8, new int[0])]
    // Taken up again from the count alone, before and after the sample is full.
    [InlineData(60, 7, new[] { 3, 7, 8, 20, 59 })]
    [InlineData(40, 7, new[] { 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 })]
    public void EachRowIsSampledWithTheSameProbability(int stream, int rows, int[] restarts)
    {
        var draws = new Random(20261128);
        var counts = new long[stream];
        var sample = new int[rows];
        int neighbours = 0;
        for (int run = 0; run < Runs; run++)
        {
            Reservoir reservoir = Reservoir.After(0, rows, draws);
            for (int row = 0; row < stream; row++)
            {
                if (restarts.Contains(row)) reservoir = Reservoir.After(row, rows, draws);
                if (reservoir.Takes(draws, out int slot)) sample[slot] = row;
            }
            Assert.Equal(stream, reservoir.Seen);
            foreach (int row in sample) counts[row]++;
            if (sample.Contains(0) && sample.Contains(stream - 1)) neighbours++;
        }
        // The counts of a sample without replacement vary less than independent ones, by (n − k) / (n − 1).
        double expected = (double)Runs * rows / stream;
        double statistic = counts.Sum(count => (count - expected) * (count - expected) / expected) * (stream - 1) / (stream - rows);
        Assert.InRange(statistic, ChiSquared.InvCDF(stream - 1, 1e-4), ChiSquared.InvCDF(stream - 1, 1 - 1e-4));

        // The first and the last row together: k(k − 1) / (n(n − 1)).
        double both = (double)rows * (rows - 1) / ((double)stream * (stream - 1)), deviation = Math.Sqrt(Runs * both * (1 - both));
        Assert.InRange(neighbours, (Runs * both) - (4 * deviation), (Runs * both) + (4 * deviation));
    }

    [Fact]
    public void FewRowsOfALongStreamAreDrawn()
    {
        var draws = new Random(5);
        Reservoir reservoir = Reservoir.After(0, 100, draws);
        int taken = 0;
        for (int row = 0; row < 1_000_000; row++) if (reservoir.Takes(draws, out _)) taken++;
        // k(1 + ln(n / k)) in the mean, 1,021.
        Assert.InRange(taken, 900, 1150);
    }

    [Fact]
    public void ACountBeyondMemoryIsGoneOnWith()
    {
        // One of a thousand million would take one of the next thousand rows.
        Reservoir reservoir = Reservoir.After(1_000_000_000_000, 1, new Random(5));
        for (int row = 0; row < 1000; row++) Assert.False(reservoir.Takes(new Random(6), out _));
        Assert.Equal(1_000_000_001_000, reservoir.Seen);
    }

    [Fact]
    public void TheSystemsDrawsAreUniform()
    {
        var cells = new long[64];
        for (int i = 0; i < 64_000; i++)
        {
            cells[(int)(SystemDraws.Instance.NextDouble() * 64)]++;
            Assert.InRange(SystemDraws.Instance.Next(3), 0, 2);
        }
        // One in a million by chance.
        Assert.InRange(cells.Sum(static count => (count - 1000.0) * (count - 1000.0) / 1000), 0, ChiSquared.InvCDF(63, 1 - 1e-6));
    }
}
