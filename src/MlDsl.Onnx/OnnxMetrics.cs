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

    /// <summary>Sessions that run on the processor because the provider they asked for was missing, by <c>model</c> and <c>provider</c>.</summary>
    public static readonly Counter<long> Fallbacks =
        Meter.CreateCounter<long>("mldsl.onnx.fallbacks", "{session}", "Sessions whose provider was missing and that run on the processor");

    public static bool Enabled => Runs.Enabled || Duration.Enabled;
}
