using MlDsl.Training;
using Xunit.Abstractions;

namespace MlDsl.Tasks.Tests.Anomalies;

/// <summary>How often alarms are false, of series that are easy and of such as are not.</summary>
public sealed class SeriesAlarmTests(ITestOutputHelper output)
{
    // Normal values that go on as before, with the defaults: soon after the warm-up, where little is known, and later.
    [Theory]
    [InlineData(1, 2000, 200)]
    [InlineData(1, 500, 1500)]
    [InlineData(7, 1500, 200)]
    [InlineData(24, 1500, 200)]
    [InlineData(24, 500, 1500)]
    public void FalseAlarmsAreNoMoreThanStated(int season, int series, int values)
    {
        var options = new SeriesDetectorOptions { Season = season };
        var (spikes, changes) = Alarms(options, series, values, static (random, step) => Normal(random), season);
        double expected = series * values * options.SpikeRate;
        output.WriteLine($"season {season}, {values} values: spikes {spikes / expected:F2}, changes {changes / expected:F2} times the rate");
        // Three standard deviations of a count of this mean, and a quarter more.
        Assert.InRange(spikes, 0.3 * expected, (1.25 * expected) + (3 * Math.Sqrt(expected)));
        Assert.InRange(changes, 0, expected + (3 * Math.Sqrt(expected)));
    }

    // Counts have heavier tails than normal values, and most of these lie on the median: spikes stay within 60 times the rate, or 6 in 1,000 values, and changes within five times.
    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(24, 0.5)]
    [InlineData(1, 0.3)]
    [InlineData(24, 0.3)]
    public void CountsDoNotAlarmForEver(int season, double mean)
    {
        var (spikes, changes) = Alarms(new SeriesDetectorOptions { Season = season }, 200, 1500, (random, step) => Poisson(random, mean), 1);
        output.WriteLine($"season {season}, mean {mean}: spikes {spikes / 30.0:F2}, changes {changes / 30.0:F2} times the rate");
        Assert.InRange(spikes, 0, 60 * 30);
        Assert.InRange(changes, 0, 5 * 30);
    }

    // What is 0 but for one in ten, or fifty: the first 1 after a warm-up without any is told, and soon none.
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.02)]
    public void OnesAmongZerosAreLearned(double share)
    {
        var random = new Random(7);
        int late = 0;
        for (int i = 0; i < 100; i++)
        {
            var detector = new SeriesDetector(new SeriesDetectorOptions());
            for (int step = 0; step < 2000; step++)
                if (detector.Add("s", step, random.NextDouble() < share ? 1 : 0).IsSpike && step > 1000) late++;
        }
        Assert.InRange(late, 0, 30);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(300)]
    public void ASpikeOfAConstantSeriesBlindsNobody(int after)
    {
        var detector = new SeriesDetector(new SeriesDetectorOptions());
        for (int step = 0; step < 200; step++) Assert.False(detector.Add("s", step, 5).IsSpike);
        Assert.True(detector.Add("s", 200, 1005).IsSpike);
        Assert.Equal(5, detector.Add("s", 201, 5).Expected);
        for (int step = 202; step < 200 + after; step++) Assert.False(detector.Add("s", step, 5) is { IsSpike: true } or { IsChange: true });
        int told = Enumerable.Range(200 + after, 40).First(step => detector.Add("s", step, 55).IsChange);
        Assert.InRange(told, 200 + after, 200 + after + 20);
    }

    // A step of the season that the warm-up had no value of.
    [Fact]
    public void AStepOfTheSeasonThatIsNewIsNoSpike()
    {
        var detector = new SeriesDetector(new SeriesDetectorOptions { Season = 4 });
        var random = new Random(3);
        for (int step = 0; step < 100; step++)
            if (step % 4 != 3) detector.Add("s", step, (step % 4 * 100) + Normal(random));
        Assert.True(double.IsNaN(detector.Add("s", 103, 5000).Deviation));
        Assert.Equal(5000, detector.Add("s", 107, 5000.5).Expected, 1.0);
    }

    private static (int Spikes, int Changes) Alarms(SeriesDetectorOptions options, int series, int values, Func<Random, int, double> draw, int season)
    {
        int spikes = 0, changes = 0;
        for (int seed = 0; seed < series; seed++)
        {
            var random = new Random(1000 + seed);
            var detector = new SeriesDetector(options);
            for (int step = 0, judged = 0; judged < values; step++)
            {
                SeriesVerdict said = detector.Add("s", step, (season == 1 ? 0 : 10 * Math.Sin(2 * Math.PI * step / season)) + draw(random, step));
                if (double.IsNaN(said.Deviation)) continue;
                judged++;
                if (said.IsSpike) spikes++;
                if (said.IsChange) changes++;
            }
        }
        return (spikes, changes);
    }

    // Knuth's product of uniform numbers.
    private static double Poisson(Random random, double mean)
    {
        int count = 0;
        for (double product = random.NextDouble(); product > Math.Exp(-mean); product *= random.NextDouble()) count++;
        return count;
    }

    // Box and Muller.
    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
