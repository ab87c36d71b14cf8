namespace MlDsl;

/// <summary>A model file that cannot be read: absent, cut short, altered, malformed, or of another schema or model.</summary>
public sealed class ModelFileException : IOException
{
    /// <summary>An exception with a message that names the file, what is wrong and the way out.</summary>
    public ModelFileException(string message) : base(message)
    {
    }

    /// <summary>The same, with the exception that led to it.</summary>
    public ModelFileException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>An exception without a message of its own.</summary>
    public ModelFileException()
    {
    }
}
