using System.Diagnostics.Metrics;

namespace MlDsl.Tasks.Tests.Monitoring;

/// <summary>What the gauges of one monitor say.</summary>
internal sealed class Measured : IDisposable
{
    private readonly Dictionary<string, double> told = [];
    private readonly MeterListener listener = new()
    {
        InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == "MlDsl.Monitoring") listener.EnableMeasurementEvents(instrument);
        },
    };

    /// <param name="model">The model's name in metrics.</param>
    public Measured(string model)
    {
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            string[] values = [.. tags.ToArray().Where(static tag => tag.Key != "mldsl.model.name").Select(static tag => $" {tag.Value}")];
            if (tags.ToArray().Any(tag => tag.Key == "mldsl.model.name" && (string?)tag.Value == model)) told[instrument.Name + string.Concat(values)] = value;
        });
        listener.Start();
    }

    /// <summary>Each gauge by its name and the values of its tags.</summary>
    public Dictionary<string, double> Read()
    {
        told.Clear();
        listener.RecordObservableInstruments();
        return told;
    }

    public void Dispose() => listener.Dispose();
}
