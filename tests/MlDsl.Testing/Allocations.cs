using Xunit;

namespace MlDsl.Testing;

/// <summary>
/// What warm code allocates on the thread that runs it. A collection that another thread begins retires this thread's allocation context, and
/// what was left of it counts as allocated; a method's next tier may allocate once. What a call allocates itself is there every time, so the
/// smallest of three measurements is it.
/// </summary>
public static class Allocations
{
    /// <summary>The fewest bytes of three measurements of <paramref name="measured"/>, which is warm.</summary>
    public static long Smallest(Action measured)
    {
        long least = long.MaxValue;
        for (int turn = 0; turn < 3 && least != 0; turn++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            measured();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }

    /// <summary>Asserts that <paramref name="call"/> allocates nothing, made as often once it is warm.</summary>
    /// <param name="call">What is called.</param>
    /// <param name="calls">How often in a measurement.</param>
    /// <param name="warmUp">How often before the first one.</param>
    public static void AssertNone(Action call, int calls = 1_000, int warmUp = 50)
    {
        for (int i = 0; i < warmUp; i++) call();
        Assert.Equal(0, Smallest(() =>
        {
            for (int i = 0; i < calls; i++) call();
        }));
    }
}
