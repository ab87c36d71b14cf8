using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace MlDsl.Benchmarks.Training;

/// <summary>Two ways to the same end, in turns.</summary>
/// <param name="peer">What the other way is called.</param>
/// <param name="turns">The turns that count.</param>
/// <param name="warm">The turns before them.</param>
/// <param name="threads">The threads of both, for the record.</param>
internal sealed partial class TurnPairs(string peer, int turns, int warm, int threads)
{
    private const int ProcessorOfThread = 3;

    /// <summary>Runs both and prints how much longer the own way takes: by the clock, by the processors' time of the process, and of the thread that asks, which leaves compiling and collecting out that go on beside it.</summary>
    public void Print(string name, Action other, Action own)
    {
        Took first = Of(other), ownFirst = Of(own);
        for (int turn = 1; turn < warm; turn++) (_, _) = (Of(other), Of(own));
        List<Took> others = [], owns = [];
        for (int turn = 0; turn < turns; turn++)
        {
            bool isOwnFirst = turn % 2 == 1;
            if (isOwnFirst) owns.Add(Of(own));
            others.Add(Of(other));
            if (!isOwnFirst) owns.Add(Of(own));
        }
        string key = $"train.{peer}.{name}";
        foreach (var (by, take) in new (string, Func<Took, double>)[] { ("clock", static t => t.Clock), ("processor", static t => t.Processor), ("thread", static t => t.Thread) })
        {
            double[] theirs = [.. others.Select(take)], ours = [.. owns.Select(take)];
            double median = Median(ours.Zip(theirs, static (o, t) => o / t));
            Say($"ratio.{key}.{by}={median:F3} of_medians={Median(ours) / Median(theirs):F3} of_least={ours.Min() / theirs.Min():F3} first={take(ownFirst) / take(first):F2} ms={1000 * Median(theirs):F1}/{1000 * Median(ours):F1} least_ms={1000 * theirs.Min():F1}/{1000 * ours.Min():F1}");
        }
        Say($"turns.{key} turns={turns} warm={warm} threads={threads}");
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static Took Of(Action work)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        double thread = ThreadSeconds();
        long start = Stopwatch.GetTimestamp();
        work();
        return new Took(Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds, ThreadSeconds() - thread);
    }

    // Elsewhere than on Linux the thread's time is not told.
    private static double ThreadSeconds() => OperatingSystem.IsLinux() && ClockOf(ProcessorOfThread, out Time time) == 0 ? time.Seconds + (time.Nanoseconds / 1e9) : double.NaN;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockOf(int clock, out Time time);

    private readonly record struct Took(double Clock, double Processor, double Thread);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public nint Seconds, Nanoseconds;
    }
}
