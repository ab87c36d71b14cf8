namespace MlDsl.Onnx;

/// <summary>How severe a message of ONNX Runtime is, with the runtime's numbers.</summary>
public enum OnnxLogLevel
{
    /// <summary>Everything.</summary>
    Verbose = 0,

    /// <summary>What a developer may want to know.</summary>
    Info = 1,

    /// <summary>What may be wrong.</summary>
    Warning = 2,

    /// <summary>What failed.</summary>
    Error = 3,

    /// <summary>What ends the process.</summary>
    Fatal = 4,
}
