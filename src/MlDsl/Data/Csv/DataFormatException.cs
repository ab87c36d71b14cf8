namespace MlDsl;

/// <summary>
/// Data that cannot be read as the rows asked for: a header that lacks a column, text in a number, a quote that is never closed, a
/// file that changed between two passes. The message names the thing, the place and the way out.
/// </summary>
public sealed class DataFormatException : IOException
{
    /// <summary>An exception with a message that names what is wrong, where, and the way out.</summary>
    public DataFormatException(string message) : base(message)
    {
    }

    /// <summary>The same, with the exception that led to it.</summary>
    public DataFormatException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>An exception without a message of its own.</summary>
    public DataFormatException()
    {
    }

    /// <summary>The file, as it was named by the caller.</summary>
    public string? File { get; init; }

    /// <summary>The line on which the field begins, from 1; 0 where the file as a whole is meant.</summary>
    public long Line { get; init; }

    /// <summary>The character of that line at which the field begins, from 1; 0 where a line or the file as a whole is meant.</summary>
    public int Column { get; init; }

    /// <summary>Whether no record behind it can be read: it is none that a policy leaves out.</summary>
    internal bool EndsThePass { get; init; }

    /// <summary>The row type's property that the field was read for; null where none is meant.</summary>
    public string? Member { get; init; }
}
