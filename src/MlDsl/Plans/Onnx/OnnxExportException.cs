namespace MlDsl;

/// <summary>A model that cannot leave as ONNX; the message names the column and the way out.</summary>
public sealed class OnnxExportException : InvalidOperationException
{
    /// <summary>An exception about <paramref name="column"/>.</summary>
    public OnnxExportException(string column, string message) : base(message) => Column = column;

    /// <summary>An exception with a message of the caller's.</summary>
    public OnnxExportException(string message) : base(message)
    {
    }

    /// <summary>The same, with the exception that led to it.</summary>
    public OnnxExportException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>An exception without a message of its own.</summary>
    public OnnxExportException()
    {
    }

    /// <summary>The column's name; empty where it is about none.</summary>
    public string Column { get; } = "";
}
