using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using MlDsl.Benchmarks.Trees;

namespace MlDsl.Benchmarks;

/// <summary>
/// How many times faster than each peer, measured in pairs: peer and own call take turns on one thread of one process, so that a busy
/// neighbour strikes both alike, and the ratio is the median of the turns' ratios. Times are the thread's own on Linux, without what the
/// machine gave to others; of a peer that works on threads of its own, and beside it of the own call, those of the whole process. Prints key=value lines, in under a minute.
/// </summary>
internal static partial class Ratios
{
    private const double SecondsPerPair = 1.2, MicrosecondsPerTurn = 500;

    // Of clock_gettime: the processor's time of all threads of the process, or of one.
    private const int ProcessTime = 2, ThreadTime = 3;

    private static int clock = ThreadTime;

    /// <summary>Measures everything but double precision.</summary>
    public static void Print()
    {
        foreach (string shape in new[] { "100x5", "500x6", "500x8" })
        {
            using var trees = new TreesSingleRow { Shape = shape };
            trees.Setup();
            Pair($"trees.single.{shape}.ort", trees.OnnxRuntime, trees.Kernels);
            if (shape != "500x6") continue;
            Pair($"trees.single.{shape}.cc", trees.NestedIfsByGcc, trees.Kernels);
            if (XGBoostPeer.IsInstalled) Pair($"trees.single.{shape}.xgb", trees.XGBoost, trees.Kernels);
            else Console.WriteLine($"ratio.trees.single.{shape}.xgb: not measured, as XGBoost's library is not installed (Debian: libxgboost0)");
        }
        foreach ((string shape, string name) in new[] { ("500x6", "500x6"), ("500x8", "500x8"), ("500 of 31 leaves", "500x31leaves") })
        {
            using var trees = new TreesBatch { Shape = shape };
            trees.Setup();
            Pair($"trees.batch.{name}.ort", trees.OnnxRuntime, trees.Kernels);
        }
        using var models = new CompiledModels();
        Pair("compiled.trees.single.500x6.ort", models.TreesByOnnxRuntime, models.TreesCompiled);
        Pair("linear.single.ort", models.LinearByOnnxRuntime, models.LinearCompiled);
        Pair("pipeline.single.ort", models.PipelineByOnnxRuntime, models.PipelineCompiled);
        Pair("dense.single.ort", models.DenseByOnnxRuntime, models.DenseCompiled);
        Pair("dense.batch.ort", models.DenseBatchByOnnxRuntime, models.DenseBatchCompiled);
        PrintMlNet();
        var features = new Prediction();
        features.Setup();
        Pair("features.hand", features.Hand, features.Generated);
        using var overhead = new OnnxAdapterOverhead { Rows = 1 };
        overhead.Setup();
        double raw = Pair("adapter.raw", overhead.Raw, overhead.Adapter);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"adapter.overhead_ns={raw * 1000:F0}"));
    }

    /// <summary>Measures trees in double precision, against ONNX Runtime and against the same trees in single precision.</summary>
    public static void PrintInDouble()
    {
        foreach ((int rows, int depth) in new[] { (1, 6), (1, 8), (1024, 6), (1024, 8) })
        {
            using var trees = new TreesInDouble(rows) { Depth = depth };
            trees.Setup();
            string name = $"trees.double.{(rows == 1 ? "single" : "batch")}.500x{depth}";
            Pair($"{name}.ort", trees.OnnxRuntime, trees.Double);
            Pair($"{name}.float", trees.Single, trees.Double);
        }
    }

    /// <returns>How many microseconds the own call takes longer.</returns>
    /// <param name="name">What is measured.</param>
    /// <param name="peer">The peer's call.</param>
    /// <param name="own">The own call.</param>
    /// <param name="isWholeProcess">For a peer that works on threads of its own: both times are those of all threads of the process.</param>
    internal static double Pair(string name, Func<float> peer, Func<float> own, bool isWholeProcess = false)
    {
        clock = isWholeProcess ? ProcessTime : ThreadTime;
        // The JIT's last tier comes in the background, two steps of some thirty calls and a pause each; a turn measured before is too short.
        for (int i = 0; i < 6; i++)
        {
            Run(peer, 8);
            Run(own, 64);
            Thread.Sleep(120);
        }
        int peerCalls = CallsPerTurn(peer), ownCalls = CallsPerTurn(own);
        List<double> ratios = [], peerTimes = [], ownTimes = [];
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < SecondsPerPair;)
        {
            double peerTime = Run(peer, peerCalls), ownTime = Run(own, ownCalls);
            ratios.Add(peerTime / ownTime);
            peerTimes.Add(peerTime);
            ownTimes.Add(ownTime);
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) own();
        long bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / 100;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio.{name}={Median(ratios):F2}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"time_us.{name}={Median(peerTimes):F3}/{Median(ownTimes):F3}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bytes.{name[..name.LastIndexOf('.')]}={bytes}"));
        return Median(ownTimes) - Median(peerTimes);
    }

    /// <summary>Prints the median nanoseconds of a row.</summary>
    internal static void Time(string name, Func<float> own, int rows)
    {
        int calls = CallsPerTurn(own);
        List<double> times = [];
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < SecondsPerPair;) times.Add(Run(own, calls));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ns.{name}={Median(times) * 1000 / rows:F1}"));
    }

    /// <summary>The least microseconds of a call of each, which take turns.</summary>
    internal static (double Peer, double Own) Least(Func<float> peer, Func<float> own)
    {
        for (int i = 0; i < 4; i++)
        {
            Run(peer, 16);
            Run(own, 32);
            Thread.Sleep(120);
        }
        int peerCalls = CallsPerTurn(peer), ownCalls = CallsPerTurn(own);
        double peerLeast = double.MaxValue, ownLeast = double.MaxValue;
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < SecondsPerPair;)
        {
            peerLeast = Math.Min(peerLeast, Run(peer, peerCalls));
            ownLeast = Math.Min(ownLeast, Run(own, ownCalls));
        }
        return (peerLeast, ownLeast);
    }

    /// <summary>The microseconds of one call of what takes long: of this thread, or of all threads of the process.</summary>
    internal static double Once(Action call, bool isWholeProcess)
    {
        clock = isWholeProcess ? ProcessTime : ThreadTime;
        double start = Now();
        call();
        return Now() - start;
    }

    private static int CallsPerTurn(Func<float> call) => Math.Max(1, (int)(MicrosecondsPerTurn / Enumerable.Range(0, 5).Min(_ => Run(call, 16))));

    /// <summary>Microseconds per call.</summary>
    private static double Run(Func<float> call, int calls)
    {
        double start = Now();
        for (int i = 0; i < calls; i++) call();
        return (Now() - start) / calls;
    }

    private static double Now()
    {
        if (!OperatingSystem.IsLinux()) return Stopwatch.GetTimestamp() * 1e6 / Stopwatch.Frequency;
        ReadClock(clock, out Moment now);
        return (now.Seconds * 1e6) + (now.Nanoseconds * 1e-3);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ReadClock(int clock, out Moment moment);

    private struct Moment
    {
        public long Seconds, Nanoseconds;
    }
}
