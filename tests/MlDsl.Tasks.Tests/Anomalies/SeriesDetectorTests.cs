using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Anomalies;

/// <summary>Spikes and changes of series, planted and not.</summary>
public sealed class SeriesDetectorTests
{
    private const int Season = 24;

    // A season of ±10 under normal noise of a spread of 1; at step 600 the level rises by three spreads.
    [Fact]
    public void PlantedChangesAreFoundSoon()
    {
        var delays = new List<long>();
        double detectorRate = new SeriesDetectorOptions().ChangeRate;
        int found = 0, early = 0, usual = 0;
        for (int seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var detector = new SeriesDetector(new SeriesDetectorOptions { Season = Season });
            int sign = seed % 2 == 0 ? 1 : -1;
            SeriesVerdict? change = null;
            for (int step = 0; step < 640 && change is null; step++)
            {
                SeriesVerdict said = detector.Add("s", step, Usual(step) + Normal(random) + (step >= 600 ? 3 * sign : 0));
                if (step < 600 && !double.IsNaN(said.Deviation)) usual++;
                if (!said.IsChange) continue;
                if (step < 600) early++;
                else (change, _) = (said, delays);
                if (step >= 600) delays.Add(step - 600);
            }
            if (change is { } told && Math.Abs(told.ChangedAt - 600) <= 3 && Math.Abs(told.Shift - (3 * sign)) < 2) found++;
        }
        Assert.True(found >= 95, $"{found} of 100");
        Assert.True(early <= Most(usual * detectorRate), $"{early} of {usual}");
        Assert.InRange(delays.Average(), 1, 8);
        Assert.True(delays.Max() < 20);
    }

    [Fact]
    public void PlantedSpikesAreFoundAndAreNoChange()
    {
        int spikes = 0, changes = 0;
        for (int seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var detector = new SeriesDetector(new SeriesDetectorOptions { Season = Season });
            for (int step = 0; step < 400; step++)
            {
                SeriesVerdict said = detector.Add("s", step, Usual(step) + Normal(random) + (step == 300 ? 8 : 0));
                if (step == 300 && said.IsSpike) spikes++;
                if (step is >= 300 and < 310 && said.IsChange) changes++;
            }
        }
        Assert.True(spikes >= 95, $"{spikes}");
        Assert.True(changes <= 2, $"{changes}");
    }

    [Fact]
    public void WhatIsRememberedDoesNotGrowAndIsReadBack()
    {
        var detector = new SeriesDetector(new SeriesDetectorOptions { Season = Season });
        var random = new Random(5);
        long Size()
        {
            using var file = new MemoryStream();
            detector.Write(file);
            return file.Length;
        }
        for (int step = 0; step < 200; step++) detector.Add("a", step, Usual(step) + Normal(random));
        for (int step = 0; step < 30; step++) detector.Add("b", step, Usual(step) + Normal(random));
        long before = Size();
        for (int step = 200; step < 2000; step++) detector.Add("a", step, Usual(step) + Normal(random));
        Assert.Equal(before, Size());

        using var file = new MemoryStream();
        detector.Write(file);
        file.Position = 0;
        SeriesDetector read = SeriesDetector.Read(file);
        Assert.Equal((2, detector.Options), (read.Count, read.Options));
        for (int step = 2000; step < 2400; step++)
        {
            double value = Usual(step) + Normal(random) + (step > 2300 ? 5 : 0);
            Assert.Equal(detector.Add("a", step, value), read.Add("a", step, value));
            Assert.Equal(detector.Add("b", step - 1970, value), read.Add("b", step - 1970, value));
        }
    }

    [Fact]
    public void DamagedBytesAreRefused()
    {
        var detector = new SeriesDetector(new SeriesDetectorOptions { Season = 2 });
        for (int step = 0; step < 30; step++) detector.Add("a", step, step % 2);
        using var file = new MemoryStream();
        detector.Write(file);
        byte[] bytes = file.ToArray();
        for (int cut = 0; cut < bytes.Length; cut++) Assert.StartsWith("The bytes are no detector of series, or damaged", Refused(bytes[..cut]), StringComparison.Ordinal);
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.StartsWith("The bytes are no detector of series, or damaged", Refused(bytes), StringComparison.Ordinal);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
        // What follows is left to whom it belongs.
        using var longer = new MemoryStream([.. bytes, 7]);
        Assert.Equal(1, SeriesDetector.Read(longer).Count);
        Assert.Equal(7, longer.ReadByte());
        bytes[4] = 9;
        Assert.Contains("they are of format 9", Refused(bytes), StringComparison.Ordinal);

        static string Refused(byte[] bytes) => Assert.Throws<FormatException>(() => SeriesDetector.Read(new MemoryStream(bytes))).Message;
    }

    [Fact]
    public void DetectorsOfOtherSeriesAreMerged()
    {
        var one = new SeriesDetector(new SeriesDetectorOptions { Season = 3 });
        var other = new SeriesDetector(new SeriesDetectorOptions { Season = 3 });
        for (int step = 0; step < 50; step++)
        {
            one.Add("a", step, step % 3);
            other.Add("b", step, step % 3);
        }
        one.Merge(other);
        Assert.Equal(2, one.Count);
        Assert.Equal(0, one.Add("b", 51, 0).Deviation);
        // Each goes on by itself.
        Assert.Equal(0, other.Add("b", 51, 0).Deviation);
        Assert.Contains("Both detectors remember the series 'b'", Assert.Throws<ArgumentException>(() => one.Merge(other)).Message, StringComparison.Ordinal);
        Assert.Contains("detectors of equal options are merged", Assert.Throws<ArgumentException>(() => one.Merge(new SeriesDetector(new SeriesDetectorOptions()))).Message, StringComparison.Ordinal);
        Assert.True(one.Forget("b") && !one.Forget("b"));
    }

    [Fact]
    public void MissingAndConstantValuesAreTaken()
    {
        var detector = new SeriesDetector(new SeriesDetectorOptions());
        for (int step = 0; step < 40; step++)
        {
            SeriesVerdict said = detector.Add("s", step, step % 5 == 4 ? double.NaN : 7);
            Assert.False(said.IsSpike || said.IsChange);
        }
        SeriesVerdict spike = detector.Add("s", 45, 8);
        Assert.True(spike.IsSpike);
        Assert.Equal((7, double.PositiveInfinity), (spike.Expected, spike.Deviation));
        Assert.Equal(7, detector.Add("s", 46, double.NaN).Expected, 0.1);
        // Another constant is a change.
        SeriesVerdict[] later = [.. Enumerable.Range(50, 10).Select(step => detector.Add("s", step, 20))];
        Assert.InRange(later.First(static v => v.IsChange).ChangedAt, 45, 51);
        Assert.InRange(later[^1].Expected, 18, 22);
    }

    [Fact]
    public void BadValuesAreNamed()
    {
        var detector = new SeriesDetector(new SeriesDetectorOptions());
        detector.Add("boiler", 5, 1);
        Assert.StartsWith("The series 'boiler' is at step 5, and step 5 is not after it", Assert.Throws<ArgumentException>(() => detector.Add("boiler", 5, 1)).Message, StringComparison.Ordinal);
        Assert.StartsWith("The value of the series 'boiler' at step 6 is Infinity; give one from -1E+150 to 1E+150", Assert.Throws<ArgumentException>(() => detector.Add("boiler", 6, double.PositiveInfinity)).Message, StringComparison.Ordinal);
        Assert.Contains("step 6 is -1E+200", Assert.Throws<ArgumentException>(() => detector.Add("boiler", 6, -1e200)).Message, StringComparison.Ordinal);
        Assert.Contains("half a character", Assert.Throws<ArgumentException>(() => detector.Add("a\ud83d", 6, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("more than 65536 bytes", Assert.Throws<ArgumentException>(() => detector.Add(new string('é', 40_000), 6, 1)).Message, StringComparison.Ordinal);
        Assert.Equal(1, detector.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SeriesDetectorOptions { Season = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SeriesDetectorOptions { WarmUp = 2 });
        foreach (double rate in new[] { 0, -1, 0.2, double.NaN })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new SeriesDetectorOptions { SpikeRate = rate });
            Assert.Throws<ArgumentOutOfRangeException>(() => new SeriesDetectorOptions { ChangeRate = rate });
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => new SeriesDetectorOptions { LevelShare = 0 });
    }

    // What a count of this mean is above in fewer than 1 of 1,000 cases, about.
    private static double Most(double expected) => expected + (3.3 * Math.Sqrt(expected)) + 2;

    private static double Usual(long step) => 50 + (10 * Math.Sin(2 * Math.PI * step / Season));

    // Box and Muller.
    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
