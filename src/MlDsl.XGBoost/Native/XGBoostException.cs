using MlDsl.Training;

namespace MlDsl;

/// <summary>XGBoost's native library cannot be used, or reported an error.</summary>
public sealed class XGBoostException : TrainerLibraryException
{
    /// <summary>An error without details.</summary>
    public XGBoostException() : this("XGBoost failed")
    {
    }

    /// <summary>An error; the message says what happened and the way out.</summary>
    public XGBoostException(string message) : base(message)
    {
    }

    /// <summary>The same, with the exception that led to it.</summary>
    public XGBoostException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
