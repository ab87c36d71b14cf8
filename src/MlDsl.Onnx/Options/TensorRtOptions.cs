namespace MlDsl.Onnx;

/// <summary>The settings of the TensorRT provider that services change most; what is not set is left to ONNX Runtime.</summary>
public sealed record TensorRtOptions
{
    /// <summary>Whether layers may run in half precision (<c>trt_fp16_enable</c>).</summary>
    public bool Half { get; init; }

    /// <summary>
    /// The folder that keeps built engines, so that only the first start of a model on a kind of card takes minutes
    /// (<c>trt_engine_cache_path</c>); none are kept without it.
    /// </summary>
    public string? EngineCache { get; init; }

    /// <summary>The most memory of the card that building and running may take for scratch, in bytes (<c>trt_max_workspace_size</c>).</summary>
    public ulong? Workspace { get; init; }
}
