namespace MlDsl;

/// <summary>
/// A window over time cannot be told: a local time that exists twice, two rows that say they are one and differ, a group with more rows than its
/// history may hold, a time before what a history still holds. The message names the row, the group or the time, and the way out.
/// </summary>
public sealed class WindowException : InvalidOperationException
{
    /// <summary>An exception with a message that names what is wrong and the way out.</summary>
    public WindowException(string message) : base(message)
    {
    }

    /// <summary>The same, with the exception that led to it.</summary>
    public WindowException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>An exception without a message of its own.</summary>
    public WindowException()
    {
    }
}
