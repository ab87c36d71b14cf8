using MlDsl.Testing;

namespace MlDsl.Adapters.Tests;

/// <summary>Counts what warm calls allocate.</summary>
internal static class Memory
{
    /// <summary>Asserts that 1,000 warm calls allocate nothing managed.</summary>
    public static void AssertAllocatesNothing(Action call)
    {
        // Past the instrumented tier of the JIT, which makes an object of its own; with DOTNET_TieredPGO=0 there is none.
        for (int i = 0; i < 10_000; i++) call();
        Thread.Sleep(300);
        for (int i = 0; i < 1_000; i++) call();
        Allocations.AssertNone(call);
    }
}
