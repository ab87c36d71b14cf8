namespace MlDsl.Onnx.Tests;

internal static class Memory
{
    /// <summary>
    /// How many bytes work lets the process grow, as the smallest of three measurements: what leaks does so each time, while an allocator that takes another arena, or the
    /// just-in-time compiler's next tier, does so once.
    /// </summary>
    public static long LeastGrowth(Action work)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 3; i++)
        {
            long before = ResidentBytes();
            work();
            least = Math.Min(least, ResidentBytes() - before);
        }
        return least;
    }

    /// <summary>The process's memory in use, after everything collectable is collected.</summary>
    public static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
