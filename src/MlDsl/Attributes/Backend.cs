namespace MlDsl;

/// <summary>What runs the graph of a model file.</summary>
public enum Backend
{
    /// <summary>Compiled code when every operator is supported, else ONNX Runtime, or ML.NET for its own models, with a message that says which operator and why.</summary>
    Auto,

    /// <summary>C# made from the graph; the build fails when an operator is not supported.</summary>
    Compiled,

    /// <summary>ONNX Runtime through its C API; ML.NET for its own models.</summary>
    Runtime,
}
