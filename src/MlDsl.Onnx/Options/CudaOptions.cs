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

    /// <summary>
    /// Whether convolutions work with channels last, as a card's matrix units want it (<c>prefer_nhwc</c>); a fifth faster for image models,
    /// where the library has these kernels.
    /// </summary>
    public bool ChannelsLast { get; init; }

    /// <summary>
    /// Whether a convolution adds its bias and applies its activation itself (<c>fuse_conv_bias</c>); cuDNN compiles such kernels when the
    /// model first runs.
    /// </summary>
    public bool FuseConvolutions { get; init; }

    /// <summary>How convolution algorithms are chosen (<c>cudnn_conv_algo_search</c>).</summary>
    public ConvolutionSearch ConvolutionSearch { get; init; } = ConvolutionSearch.Heuristic;
}
