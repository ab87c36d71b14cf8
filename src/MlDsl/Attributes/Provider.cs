namespace MlDsl;

/// <summary>Where ONNX Runtime runs a graph. Providers that are not listed are named in the session's options.</summary>
public enum Provider
{
    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>An NVIDIA card, through CUDA.</summary>
    Cuda,

    /// <summary>An NVIDIA card, through TensorRT; nodes that TensorRT does not take run through CUDA.</summary>
    TensorRt,
}
