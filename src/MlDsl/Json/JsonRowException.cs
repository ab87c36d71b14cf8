namespace MlDsl;

/// <summary>Why rows in JSON were refused.</summary>
public enum JsonRowProblem
{
    /// <summary>It is no JSON, cut short, or lies too deep.</summary>
    Malformed,

    /// <summary>It is JSON and neither a row nor an array of rows.</summary>
    Shape,

    /// <summary>A member is none of the columns, or is there twice.</summary>
    Member,

    /// <summary>A column without a value that must have one.</summary>
    Missing,

    /// <summary>A value that the column does not take.</summary>
    Value,

    /// <summary>More than a limit allows: rows, or a text.</summary>
    Limit,
}

/// <summary>Rows in JSON that cannot be read. The message names row and column, and never the value of a sensitive one.</summary>
public sealed class JsonRowException : FormatException
{
    /// <summary>An exception about a place in the rows.</summary>
    public JsonRowException(JsonRowProblem problem, string message, int? row = null, string? column = null, Exception? inner = null) : base(message, inner) =>
        (Problem, Row, Column) = (problem, row, column);

    /// <summary>An exception with a message of the caller's.</summary>
    public JsonRowException(string message) : base(message)
    {
    }

    /// <summary>The same, with the exception that led to it.</summary>
    public JsonRowException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>An exception without a message of its own.</summary>
    public JsonRowException()
    {
    }

    /// <summary>What is wrong.</summary>
    public JsonRowProblem Problem { get; }

    /// <summary>The row's place in the array, from 0; null where there is no array, or it is no row's fault.</summary>
    public int? Row { get; }

    /// <summary>The member as JSON names it; null where it is no column's fault.</summary>
    public string? Column { get; }
}
