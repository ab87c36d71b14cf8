using System.Diagnostics.Metrics;

namespace MlDsl.Onnx;

/// <summary>The meter <c>MlDsl.Onnx</c>. Nothing is measured, and no clock is read, while nobody listens.</summary>
internal static class OnnxMetrics
{
    private static readonly Meter Meter = new("MlDsl.Onnx");

    /// <summary>Calls that ended well, by <c>model</c> and <c>provider</c>.</summary>
    public static readonly Counter<long> Runs =
        Meter.CreateCounter<long>("mldsl.onnx.runs", "{run}", "Runs of a model that ended well");

    /// <summary>Seconds inside the runtime, by <c>model</c> and <c>provider</c>.</summary>
    public static readonly Histogram<double> Duration =
        Meter.CreateHistogram<double>("mldsl.onnx.run.duration", "s", "Time of a run inside ONNX Runtime");

    /// <summary>Sessions that run on the processor for want of their provider, by <c>model</c> and <c>provider</c>.</summary>
    public static readonly Counter<long> Fallbacks =
        Meter.CreateCounter<long>("mldsl.onnx.fallbacks", "{session}", "Sessions on the processor for want of their provider");

    public static bool Enabled => Runs.Enabled || Duration.Enabled;
}
