namespace MlDsl.Onnx;

/// <summary>How far ONNX Runtime rewrites a graph while loading, with the runtime's numbers.</summary>
public enum GraphOptimization
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>Rewrites that keep the results: constant folding, redundant nodes.</summary>
    Basic = 1,

    /// <summary>Fused nodes as well.</summary>
    Extended = 2,

    /// <summary>Memory layouts as well.</summary>
    All = 99,
}
