namespace MlDsl.Labels;

/// <summary>A labelling project, its items or its labels cannot be used. The message names the file, the place and the way out.</summary>
public sealed class LabelException : Exception
{
    /// <summary>Without details.</summary>
    public LabelException() : this("The labels cannot be used")
    {
    }

    /// <summary>What is wrong.</summary>
    public LabelException(string message) : base(message)
    {
    }

    /// <summary>The same, with the exception that led to it.</summary>
    public LabelException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
