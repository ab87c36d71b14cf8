namespace MlDsl.Onnx;

/// <summary>Why ONNX Runtime, or its library's loading, failed. Numbers from 0 on are the runtime's own.</summary>
public enum OnnxErrorCode
{
    /// <summary>The native library was found and is too old.</summary>
    LibraryTooOld = -5,

    /// <summary>The native library was not found, or is not ONNX Runtime.</summary>
    LibraryMissing = -4,

    /// <summary>The model file is not the one that was pinned, or does not fit the class that loads it.</summary>
    ModelMismatch = -3,

    /// <summary>The provider that was asked for cannot be had.</summary>
    ProviderMissing = -2,

    /// <summary>A result does not have the form that the caller asked for.</summary>
    UnexpectedResult = -1,

    /// <summary>No error.</summary>
    Ok = 0,

    /// <summary>An error without a class of its own.</summary>
    Fail = 1,

    /// <summary>An argument that the runtime does not accept.</summary>
    InvalidArgument = 2,

    /// <summary>The file does not exist.</summary>
    NoSuchFile = 3,

    /// <summary>There is no model.</summary>
    NoModel = 4,

    /// <summary>An error of an execution engine.</summary>
    EngineError = 5,

    /// <summary>An exception inside the runtime.</summary>
    RuntimeException = 6,

    /// <summary>The file is not an ONNX file, or is cut off.</summary>
    InvalidProtobuf = 7,

    /// <summary>A model is loaded already.</summary>
    ModelLoaded = 8,

    /// <summary>An operator, or an operator for this element type, is not implemented.</summary>
    NotImplemented = 9,

    /// <summary>The graph breaks the rules of ONNX.</summary>
    InvalidGraph = 10,

    /// <summary>An execution provider failed.</summary>
    ProviderFailed = 11,

    /// <summary>Loading was cancelled.</summary>
    LoadCancelled = 12,

    /// <summary>The model must be compiled for its device first.</summary>
    CompilationRequired = 13,

    /// <summary>Something named is not there.</summary>
    NotFound = 14,
}
