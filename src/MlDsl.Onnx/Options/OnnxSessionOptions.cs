namespace MlDsl.Onnx;

/// <summary>
/// How a session runs a graph. The defaults suit a service that calls a small model from many threads: one thread per call, no spinning,
/// all graph optimisations, the processor.
/// </summary>
public sealed record OnnxSessionOptions
{
    /// <summary>The defaults.</summary>
    public static OnnxSessionOptions Default { get; } = new();

    /// <summary>Where the graph runs.</summary>
    public Provider Provider { get; init; }

    /// <summary>
    /// The name of a provider that <see cref="MlDsl.Provider"/> does not list, as ONNX Runtime knows it (<c>XNNPACK</c>, <c>CoreML</c>,
    /// <c>OpenVINO</c>, <c>QNN</c>, <c>WebGPU</c>, …); it takes the place of <see cref="Provider"/>.
    /// </summary>
    public string? ProviderName { get; init; }

    /// <summary>
    /// Settings of the provider by the names ONNX Runtime gives them, for example <c>tunable_op_enable</c> or, with TensorRT,
    /// <c>trt_timing_cache_enable</c>. They win over the named properties of <see cref="Cuda"/> and <see cref="TensorRt"/>.
    /// </summary>
    public IReadOnlyDictionary<string, string> ProviderSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>The settings that matter most with <see cref="MlDsl.Provider.Cuda"/>, and for what TensorRT leaves to CUDA.</summary>
    public CudaOptions Cuda { get; init; } = new();

    /// <summary>The settings that matter most with <see cref="MlDsl.Provider.TensorRt"/>; the card is that of <see cref="Cuda"/>.</summary>
    public TensorRtOptions TensorRt { get; init; } = new();

    /// <summary>What happens when the provider cannot be had; never silent.</summary>
    public Fallback Fallback { get; init; }

    /// <summary>
    /// Whether loading fails when single nodes of the graph would run on the processor although another provider was asked for. Small
    /// nodes that compute shapes usually do, so this is off.
    /// </summary>
    public bool ForbidCpuNodes { get; init; }

    /// <summary>Threads that one call spreads over; 0 lets the runtime take one per core.</summary>
    public int IntraOpThreads { get; init => field = NotNegative(value, nameof(IntraOpThreads)); } = 1;

    /// <summary>Threads that run independent nodes side by side; above 1, nodes run in parallel. 0 lets the runtime choose.</summary>
    public int InterOpThreads { get; init => field = NotNegative(value, nameof(InterOpThreads)); } = 1;

    /// <summary>Whether idle threads of the runtime burn cycles while they wait for work.</summary>
    public bool Spinning { get; init; }

    /// <summary>Whether the session uses the process's one pool (<see cref="OnnxSharedPool"/>) and starts no threads of its own.</summary>
    public bool SharedPool { get; init; }

    /// <summary>How far the graph is rewritten while loading.</summary>
    public GraphOptimization Optimization { get; init; } = GraphOptimization.All;

    /// <summary>Whether the runtime plans its memory ahead from the shapes it has seen.</summary>
    public bool MemoryPattern { get; init; } = true;

    /// <summary>Whether the runtime keeps freed memory of the processor for its next call.</summary>
    public bool CpuArena { get; init; } = true;

    /// <summary>The least severe of the runtime's own messages that reach standard error; its errors are thrown in any case.</summary>
    public OnnxLogLevel LogLevel { get; init; } = OnnxLogLevel.Fatal;

    /// <summary>Further session settings by the runtime's names, for example <c>session.set_denormal_as_zero</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The largest batch, in rows, whose buffers are kept for the next call; at least 1. A larger batch runs in one native call as well, in
    /// buffers made for it.
    /// </summary>
    public int MaxBatch { get; init => field = AtLeastOne(value, nameof(MaxBatch)); } = 32;

    /// <summary>
    /// The most bindings, each with its buffers, that are kept per bucket of batch sizes. No more are made than calls were ever in flight.
    /// </summary>
    public int MaxPooled { get; init => field = AtLeastOne(value, nameof(MaxPooled)); } = 64;

    /// <summary>
    /// The SHA-256 of the model, in hexadecimal, when no other file may be loaded. Of a model with weights in files of their own it is the
    /// hash of the lines that hold the hashes of all files, the model's first and the others in the order of their names.
    /// </summary>
    public string? Sha256
    {
        get;
        init => field = value is null || (value.Length == 64 && value.All(char.IsAsciiHexDigit))
            ? value
            : throw new ArgumentException($"'{value}' is not a SHA-256: 64 hexadecimal digits are expected", nameof(value));
    }

    private static int NotNegative(int value, string name) =>
        value >= 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; 0 or more is expected");

    private static int AtLeastOne(int value, string name) =>
        value >= 1 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; 1 or more is expected");
}
