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

/// <summary>How the memory of a card is claimed.</summary>
public enum ArenaGrowth
{
    /// <summary>As much as is asked for (<c>kSameAsRequested</c>).</summary>
    AsRequested,

    /// <summary>The next power of two (<c>kNextPowerOfTwo</c>).</summary>
    PowerOfTwo,
}

/// <summary>How cuDNN's convolution algorithms are chosen.</summary>
public enum ConvolutionSearch
{
    /// <summary>By cuDNN's rules; starts at once (<c>HEURISTIC</c>).</summary>
    Heuristic,

    /// <summary>By trying all; the first calls are slow (<c>EXHAUSTIVE</c>).</summary>
    Exhaustive,

    /// <summary>cuDNN's default algorithm (<c>DEFAULT</c>).</summary>
    Default,
}
