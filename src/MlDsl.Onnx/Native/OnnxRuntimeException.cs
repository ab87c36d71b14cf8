namespace MlDsl.Onnx;

/// <summary>ONNX Runtime reported an error, or its native library cannot be used.</summary>
public sealed class OnnxRuntimeException : Exception
{
    /// <summary>An error without details.</summary>
    public OnnxRuntimeException()
        : this(OnnxErrorCode.Fail, null, "ONNX Runtime failed")
    {
    }

    /// <summary>An error of class <see cref="OnnxErrorCode.Fail"/>.</summary>
    public OnnxRuntimeException(string message)
        : this(OnnxErrorCode.Fail, null, message)
    {
    }

    /// <summary>An error of class <see cref="OnnxErrorCode.Fail"/> and what caused it.</summary>
    public OnnxRuntimeException(string message, Exception innerException)
        : this(OnnxErrorCode.Fail, null, message, innerException)
    {
    }

    internal OnnxRuntimeException(OnnxErrorCode code, string? model, string text, Exception? inner = null)
        : base(model is null ? text : $"{model}: {text}", inner)
    {
        Code = code;
        Model = model;
    }

    /// <summary>The class of the error.</summary>
    public OnnxErrorCode Code { get; }

    /// <summary>The model, by its file name or the name it was loaded under; <see langword="null"/> when no model is concerned.</summary>
    public string? Model { get; }
}
