namespace MlDsl;

/// <summary>
/// A value that cannot become a feature: missing where none may be, NaN or infinite; or a column with nothing to learn from.
/// </summary>
public sealed class InvalidValueException : ArgumentException
{
    /// <summary>An exception about <paramref name="column"/>, whose message names it, what is wrong and the way out.</summary>
    public InvalidValueException(string column, string message) : base(message) => Column = column;

    /// <summary>An exception with a message of the caller's.</summary>
    public InvalidValueException(string message) : base(message)
    {
    }

    /// <summary>The same, with the exception that led to it.</summary>
    public InvalidValueException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>An exception without a message of its own.</summary>
    public InvalidValueException()
    {
    }

    /// <summary>The exception for a value of a kind that the column does not hold.</summary>
    internal static InvalidValueException Mistyped(string column, in Columns.ColumnValue value, string wanted) =>
        new(column, $"'{column}' is {value}, and the column holds {wanted}: give one");

    /// <summary>The column's name; empty when it is not known.</summary>
    public string Column { get; } = "";
}
