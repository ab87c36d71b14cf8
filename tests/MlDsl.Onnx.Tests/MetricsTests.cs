using System.Diagnostics.Metrics;

namespace MlDsl.Onnx.Tests;

public sealed class MetricsTests
{
    [Fact]
    public async Task RunsAndTheirTimeAreMeasuredByModelAndProvider()
    {
        string model = $"metrics {Guid.NewGuid()}";
        int runs = 0;
        var seconds = new List<double>();
        using OnnxSession session = OnnxSession.Load(Models.Linear, model);
        Run(session);
        using (var listener = new MeterListener())
        {
            listener.InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == "MlDsl.Onnx") listener.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((instrument, count, tags, _) =>
            {
                if (instrument.Name == "mldsl.onnx.runs" && IsOurs(tags)) Interlocked.Add(ref runs, (int)count);
            });
            listener.SetMeasurementEventCallback<double>((instrument, time, tags, _) =>
            {
                if (instrument.Name != "mldsl.onnx.run.duration" || !IsOurs(tags)) return;
                lock (seconds) seconds.Add(time);
            });
            listener.Start();
            Run(session);
            using OnnxBinding call = session.Rent();
            call.Input<float>(0).Clear();
            await call.RunAsync();
        }
        Run(session);
        Assert.Equal(2, runs);
        Assert.Equal(2, seconds.Count);
        Assert.All(seconds, time => Assert.InRange(time, 1e-9, 60));

        bool IsOurs(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            tags.Length == 2
            && tags[0] is { Key: "model", Value: string name } && name == model
            && tags[1] is { Key: "provider", Value: "CPUExecutionProvider" };
    }

    private static void Run(OnnxSession session)
    {
        using OnnxBinding call = session.Rent();
        call.Input<float>(0).Clear();
        call.Run();
    }
}
