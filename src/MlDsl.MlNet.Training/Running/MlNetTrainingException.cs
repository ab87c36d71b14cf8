using MlDsl.Training;

namespace MlDsl;

/// <summary>A trainer of ML.NET reported an error.</summary>
public sealed class MlNetTrainingException : TrainerLibraryException
{
    /// <summary>An error without details.</summary>
    public MlNetTrainingException() : this("ML.NET failed")
    {
    }

    /// <summary>An error; the message says what happened and the way out.</summary>
    public MlNetTrainingException(string message) : base(message)
    {
    }

    /// <summary>The same, with the exception that led to it.</summary>
    public MlNetTrainingException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
