namespace MlDsl;

/// <summary>
/// A join cannot be made: rows were read whose joined columns nothing filled, several rows have one key and differ, there are more rows than may be held, or
/// two times have no order. The message names the data sets, the key or the time, and the way out.
/// </summary>
public sealed class JoinException : InvalidOperationException
{
    /// <summary>An exception with a message that names what is wrong and the way out.</summary>
    public JoinException(string message) : base(message)
    {
    }

    /// <summary>The same, with the exception that led to it.</summary>
    public JoinException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>An exception without a message of its own.</summary>
    public JoinException()
    {
    }
}
