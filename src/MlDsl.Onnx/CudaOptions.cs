namespace MlDsl.Onnx;

/// <summary>The settings of the CUDA provider that services change most; what is not set is left to ONNX Runtime.</summary>
public sealed record CudaOptions
{
    /// <summary>The card, counted from 0 (<c>device_id</c>).</summary>
    public int Device { get; init; }

    /// <summary>The most memory of the card the session may take, in bytes (<c>gpu_mem_limit</c>).</summary>
    public ulong? MemoryLimit { get; init; }

    /// <summary>How the session's memory grows (<c>arena_extend_strategy</c>).</summary>
    public ArenaGrowth ArenaGrowth { get; init; } = ArenaGrowth.AsRequested;

    /// <summary>How convolution algorithms are chosen (<c>cudnn_conv_algo_search</c>).</summary>
    public ConvolutionSearch ConvolutionSearch { get; init; } = ConvolutionSearch.Heuristic;
}
