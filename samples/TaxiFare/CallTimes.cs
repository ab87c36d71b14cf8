using System.Diagnostics;

namespace TaxiFare;

/// <summary>What one prediction costs after warm-up.</summary>
/// <param name="Nanoseconds">The mean time.</param>
/// <param name="Bytes">The managed memory allocated.</param>
internal sealed record CallTimes(double Nanoseconds, double Bytes)
{
    /// <summary>Predicts <paramref name="inputs"/> in rotation, one call each.</summary>
    public static CallTimes Measure(TaxiFareModel model, TaxiTrip.Input[] inputs)
    {
        const int calls = 1_000_000;
        float sum = 0;
        for (int i = 0; i < calls; i++) sum += model.Predict(in inputs[i % inputs.Length]);

        long before = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++) sum += model.Predict(in inputs[i % inputs.Length]);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(sum);
        return new CallTimes(elapsed.TotalNanoseconds / calls, (double)bytes / calls);
    }
}
