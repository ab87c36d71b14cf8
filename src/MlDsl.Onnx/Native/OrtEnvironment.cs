namespace MlDsl.Onnx.Native;

/// <summary>
/// The one environment of the process. It is never released: the runtime allows one at a time, sessions may live until the process ends,
/// and it holds nothing that grows.
/// </summary>
internal sealed unsafe class OrtEnvironment
{
    private readonly object gate = new();
    private nint environment;
    private PoolSize? configured;

    /// <summary>The process's environment.</summary>
    public static OrtEnvironment Process { get; } = new();

    public void Configure(PoolSize size)
    {
        lock (gate)
        {
            if (environment != 0 && configured != size)
                throw new InvalidOperationException(
                    "The shared pool is made with the first session; call OnnxSharedPool.Configure before any session is loaded");
            configured = size;
        }
    }

    /// <summary>The environment; made at the first call.</summary>
    public nint Get(OrtApi api, bool sharedPool)
    {
        lock (gate)
        {
            if (environment == 0)
            {
                // A process whose first session has its own threads must not pay for a pool that nobody uses.
                if (sharedPool) configured ??= new PoolSize(0, 1, false);
                environment = Create(api, configured ?? PoolSize.None);
            }
            else if (sharedPool && configured is null)
            {
                throw new InvalidOperationException(
                    "SharedPool is asked for after sessions without it; call OnnxSharedPool.Configure before the first session");
            }
            return environment;
        }
    }

    private static nint Create(OrtApi api, PoolSize size)
    {
        nint threading;
        api.Check(api.CreateThreadingOptions(&threading));
        try
        {
            api.Check(api.SetGlobalIntraOpNumThreads(threading, size.IntraOp));
            api.Check(api.SetGlobalInterOpNumThreads(threading, size.InterOp));
            api.Check(api.SetGlobalSpinControl(threading, size.Spinning ? 1 : 0));
            nint created;
            fixed (byte* name = "mldsl"u8)
                api.Check(api.CreateEnvWithGlobalThreadPools((int)OnnxLogLevel.Fatal, name, threading, &created));
            return created;
        }
        finally
        {
            api.ReleaseThreadingOptions(threading);
        }
    }
}
