namespace MlDsl.Onnx;

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
