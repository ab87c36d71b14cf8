using MlDsl.Training;

namespace MlDsl;

/// <summary>LightGBM's native library cannot be used, or reported an error.</summary>
public sealed class LightGbmException : TrainerLibraryException
{
    /// <summary>An error without details.</summary>
    public LightGbmException() : this("LightGBM failed")
    {
    }

    /// <summary>An error; the message says what happened and the way out.</summary>
    public LightGbmException(string message) : base(message)
    {
    }

    /// <summary>The same, with the exception that led to it.</summary>
    public LightGbmException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
