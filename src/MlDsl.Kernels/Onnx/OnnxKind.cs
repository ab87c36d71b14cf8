namespace MlDsl.Onnx;

/// <summary>What an input, output or value is, with the numbers of the runtime's <c>ONNXType</c>.</summary>
public enum OnnxKind
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>A dense tensor.</summary>
    Tensor = 1,

    /// <summary>A sequence of values of one type.</summary>
    Sequence = 2,

    /// <summary>A map from strings or integers to numbers, such as the class scores of a scikit-learn classifier.</summary>
    Map = 3,

    /// <summary>A type that only the runtime knows.</summary>
    Opaque = 4,

    /// <summary>A sparse tensor.</summary>
    SparseTensor = 5,

    /// <summary>A value that may be absent.</summary>
    Optional = 6,
}
