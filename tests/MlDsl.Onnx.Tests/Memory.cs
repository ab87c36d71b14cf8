namespace MlDsl.Onnx.Tests;

internal static class Memory
{
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
