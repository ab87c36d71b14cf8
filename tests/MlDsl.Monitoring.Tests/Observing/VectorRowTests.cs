namespace MlDsl.Monitoring.Tests.Observing;

/// <summary>Rows with vectors, of which the norm is counted.</summary>
[Collection(MlDsl.Testing.Alone.Name)]
public sealed class VectorRowTests
{
    [Fact]
    public void ObservingVectorsAllocatesNothing()
    {
        var random = new Random(2);
        Beat[] beats = [.. Enumerable.Range(0, 600).Select(_ => new Beat { Rate = random.Next(40, 90), Wave = (float[])[(float)random.NextDouble(), 1f], Length = random.NextSingle() })];
        BeatModel model = BeatModel.Fit(Dataset<Beat>.FromRows(beats).SplitRandom(0.3, 0.1, seed: 2).Train);
        using var monitor = new ModelMonitor<BeatModel, Beat.Input, float>(new MonitoringOptions { Every = Timeout.InfiniteTimeSpan, Alarms = null });
        Beat.Input[] inputs = [.. beats.Take(200).Select(static beat => beat.ToInput())];
        var said = new float[inputs.Length];
        for (int i = 0; i < 50; i++) monitor.Observe(model, inputs, said);
        long least = long.MaxValue;
        for (int turn = 0; turn < 3; turn++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 50; i++) monitor.Observe(model, inputs, said);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
        ProfileWindow window = monitor.Close()[0].Window;
        Assert.Equal(200 * inputs.Length, window.Rows);
        // Every norm has a bin: none is missing or unknown.
        int wave = model.Reference!.Columns.ToList().FindIndex(static column => column.Name == "Wave");
        Assert.Equal(window.Rows, window.Columns[wave].SkipLast(2).Sum());
    }
}
