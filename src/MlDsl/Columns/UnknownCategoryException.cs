namespace MlDsl;

/// <summary>A category that training did not keep, in a column with <see cref="Unknown.Error"/>.</summary>
public sealed class UnknownCategoryException : ArgumentException
{
    /// <summary>
    /// An exception about <paramref name="value"/> in <paramref name="column"/>; its message names the <paramref name="nearest"/> known
    /// ones.
    /// </summary>
    public UnknownCategoryException(string column, string value, IReadOnlyList<string> nearest)
        : base($"'{column}' has the unknown category '{value}' ({Known(nearest)}): "
            + "correct the value, or set Unknown = Unknown.Bucket or Unknown.Zero on its [Categorical]") =>
        (Column, Value) = (column, value);

    /// <summary>An exception with a message of the caller's.</summary>
    public UnknownCategoryException(string message) : base(message)
    {
    }

    /// <summary>The same, with the exception that led to it.</summary>
    public UnknownCategoryException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>An exception without a message of its own.</summary>
    public UnknownCategoryException()
    {
    }

    /// <summary>The column's name; empty when it is not known.</summary>
    public string Column { get; } = "";

    /// <summary>The unknown category as text; empty when it is not known.</summary>
    public string Value { get; } = "";

    private static string Known(IReadOnlyList<string> nearest) => nearest.Count == 0
        ? "no category is known"
        : $"nearest of the known ones: {string.Join(", ", nearest.Select(static n => $"'{n}'"))}";
}
