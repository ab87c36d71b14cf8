using System.Collections;

namespace MlDsl.Monitoring.Tests.Observing;

/// <summary>Rows that cannot be read leave windows that are whole.</summary>
public sealed class UnreadableRowTests
{
    [Fact]
    public void ACallThatFailsMidwayCountsEachRowInAllColumnsOrInNone()
    {
        var random = new Random(1);
        Beat[] beats = [.. Enumerable.Range(0, 600).Select(_ => new Beat { Rate = random.Next(40, 90), Wave = [(float)random.NextDouble(), 1f], Length = random.NextSingle() })];
        BeatModel model = BeatModel.Fit(Dataset<Beat>.FromRows(beats).SplitRandom(0.3, 0.1, seed: 2).Train);
        using var monitor = new ModelMonitor<BeatModel, Beat.Input, float>(new MonitoringOptions { Every = Timeout.InfiniteTimeSpan });
        Beat.Input[] inputs = [.. beats.Take(200).Select(static beat => beat.ToInput())];
        inputs[150] = (beats[150] with { Wave = new Broken() }).ToInput();
        Assert.Throws<InvalidDataException>(() => monitor.Observe(model, inputs, new float[inputs.Length]));
        ProfileWindow window = Assert.Single(monitor.Close()).Window;
        // Two stretches of 64 rows come before the one that fails.
        Assert.Equal(128, window.Rows);
        Assert.Equal(window.ToBytes(), ProfileWindow.Read(window.ToBytes(), model.Reference!).ToBytes());
    }

    private sealed class Broken : IReadOnlyList<float>
    {
        public int Count => 2;

        public float this[int index] => throw new InvalidDataException("The file behind the list is gone");

        public IEnumerator<float> GetEnumerator() => throw new InvalidDataException("The file behind the list is gone");

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

/// <summary>Rows with a list that somebody else wrote.</summary>
[Dataset]
public sealed partial record Beat
{
    [Numeric] public required int Rate { get; init; }
    [Numeric(Length = 2)] public required IReadOnlyList<float> Wave { get; init; }
    [Label] public float Length { get; init; }
}

[Model<Beat, Regression>(Name = "beat")]
public sealed partial class BeatModel;
