namespace MlDsl;

/// <summary>Rows that cannot be measured: none at all, or one with a label, a prediction or a weight that is not a usable number.</summary>
public sealed class EvaluationException : Exception
{
    /// <summary>An exception without a message of its own.</summary>
    public EvaluationException()
    {
    }

    /// <summary>An exception that says what cannot be measured.</summary>
    public EvaluationException(string message) : base(message)
    {
    }

    /// <summary>An exception that says what cannot be measured, and why.</summary>
    public EvaluationException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
