using MlDsl.Onnx.Native;

namespace MlDsl.Onnx;

/// <summary>
/// The thread pool that all sessions with <see cref="OnnxSessionOptions.SharedPool"/> use. The runtime makes it together with its
/// environment, so its size is fixed once the process has a session.
/// </summary>
public static class OnnxSharedPool
{
    /// <summary>Sets the size of the pool, before the first session.</summary>
    /// <param name="intraOpThreads">Threads that one operator spreads over; 0 takes one per core.</param>
    /// <param name="interOpThreads">Threads that run independent nodes; 0 takes one per core.</param>
    /// <param name="spinning">Whether idle threads burn cycles while they wait.</param>
    /// <exception cref="InvalidOperationException">The process has a session already.</exception>
    public static void Configure(int intraOpThreads, int interOpThreads = 1, bool spinning = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(intraOpThreads);
        ArgumentOutOfRangeException.ThrowIfNegative(interOpThreads);
        OrtEnvironment.Process.Configure(new PoolSize(intraOpThreads, interOpThreads, spinning));
    }
}
