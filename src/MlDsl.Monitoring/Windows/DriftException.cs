namespace MlDsl.Monitoring;

/// <summary>A window, or the state of alarms, that does not belong to the reference or is damaged; the message names it and what is wrong.</summary>
public sealed class DriftException : Exception
{
    /// <summary>Without a message.</summary>
    public DriftException()
    {
    }

    /// <summary>With what is wrong.</summary>
    public DriftException(string message)
        : base(message)
    {
    }

    /// <summary>With what is wrong and what it came from.</summary>
    public DriftException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
