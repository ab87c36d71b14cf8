using System.Diagnostics;

namespace MlDsl.Benchmarks.Training;

/// <summary>The most memory that the process has had since this was made, less what it had then: looked at every few milliseconds, as the system's own peak is one of the whole life.</summary>
internal sealed class PeakMemory : IDisposable
{
    private readonly Process process = Process.GetCurrentProcess();
    private readonly long before, start = Stopwatch.GetTimestamp();
    private readonly Timer timer;
    private long most;

    public PeakMemory()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        before = most = Now();
        timer = new Timer(_ => Look(), null, 0, 5);
    }

    /// <summary>The bytes.</summary>
    public double Peak
    {
        get
        {
            Look();
            return most - before;
        }
    }

    /// <summary>The seconds since then.</summary>
    public double Seconds => Stopwatch.GetElapsedTime(start).TotalSeconds;

    public void Dispose()
    {
        timer.Dispose();
        process.Dispose();
    }

    private void Look()
    {
        lock (process) most = Math.Max(most, Now());
    }

    private long Now()
    {
        process.Refresh();
        return process.WorkingSet64;
    }
}
