namespace MlDsl.Training;

/// <summary>A way of running a model does not say what the golden file says; or the file is none. The message names file, line, way and row.</summary>
public sealed class GoldenException : Exception
{
    /// <summary>An exception with a message that names file, line and way.</summary>
    public GoldenException(string message) : base(message)
    {
    }

    /// <summary>The same, with the exception that led to it.</summary>
    public GoldenException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>An exception without a message of its own.</summary>
    public GoldenException()
    {
    }
}
