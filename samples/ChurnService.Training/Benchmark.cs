using System.Diagnostics;
using System.Globalization;
using MlDsl;

namespace ChurnService.Training;

/// <summary>What a prediction takes: the least of many rounds, which hardly depends on what else the machine does.</summary>
internal static class Benchmark
{
    /// <summary>How many times as long a prediction may take as in the build that is compared with.</summary>
    public const double LargestRatio = 1.5;

    private const int Rounds = 31, Passes = 20;

    /// <summary>Measures, and writes the nanoseconds and the bytes of a prediction.</summary>
    public static int Write(string file)
    {
        (double nanoseconds, long bytes) = Measure();
        File.WriteAllText(file, FormattableString.Invariant($"{nanoseconds:0.00} ns, {bytes} bytes\n"));
        Console.WriteLine(FormattableString.Invariant($"predict_ns={nanoseconds:0.00} predict_bytes={bytes}"));
        return 0;
    }

    /// <summary>Measures, and holds it against what another build wrote on this machine; 1 where a prediction takes longer or allocates more.</summary>
    public static int Compare(string file, string baseline)
    {
        string[] words = File.ReadAllText(baseline).Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        if (words is not [var time, "ns", var held, ..]
            || !double.TryParse(time, CultureInfo.InvariantCulture, out double before) || !long.TryParse(held, CultureInfo.InvariantCulture, out long bytesBefore))
        {
            Console.Error.WriteLine($"'{baseline}' is no file that 'benchmark FILE' wrote; write it anew with the build that is compared with");
            return 2;
        }
        (double now, long bytes) = Measure();
        File.WriteAllText(file, FormattableString.Invariant($"{now:0.00} ns, {bytes} bytes\n"));
        Console.WriteLine(FormattableString.Invariant($"predict_ns={now:0.00} before={before:0.00} ratio={now / before:0.00} predict_bytes={bytes} before={bytesBefore}"));
        if (now <= before * LargestRatio && bytes <= bytesBefore) return 0;
        Console.Error.WriteLine(FormattableString.Invariant($"gate: a prediction takes {now / before:0.00} times as long as before and allocates {bytes} bytes (before: {bytesBefore}); allowed are {LargestRatio} times and no more bytes"));
        return 1;
    }

    private static (double Nanoseconds, long Bytes) Measure()
    {
        ChurnModel model = ChurnModel.Fit(Dataset<Customer>.FromRows(Customers.Make(4_000, seed: 1)).SplitRandom(validation: 0.2, test: 0.2, seed: 1).Train);
        Customer.Input[] inputs = [.. Customers.Make(1_000, seed: 2).Select(static c => c.ToInput())];
        double least = double.PositiveInfinity;
        long bytes = long.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            float sum = 0;
            for (int pass = 0; pass < Passes; pass++)
                foreach (ref readonly Customer.Input input in inputs.AsSpan()) sum += model.Predict(in input).Probability.Value;
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalNanoseconds / (Passes * inputs.Length));
            bytes = Math.Min(bytes, (GC.GetAllocatedBytesForCurrentThread() - before) / (Passes * inputs.Length));
            GC.KeepAlive(sum);
        }
        return (least, bytes);
    }
}
