namespace MlDsl.Training;

/// <summary>
/// A file that cannot be scored into the place asked for: another model, other options or another input left something there. The message names both and the
/// way out.
/// </summary>
public sealed class FileScoringException : IOException
{
    /// <summary>An exception with a message that names what is wrong, where, and the way out.</summary>
    public FileScoringException(string message) : base(message)
    {
    }

    /// <summary>The same, with the exception that led to it.</summary>
    public FileScoringException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>An exception without a message of its own.</summary>
    public FileScoringException()
    {
    }
}
