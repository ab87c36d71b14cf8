namespace MlDsl.Training;

/// <summary>A library that a trainer calls cannot be used, or reported an error.</summary>
public abstract class TrainerLibraryException : Exception
{
    /// <summary>An error; the message says what happened and the way out.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The exception that led to it; null for none.</param>
    protected TrainerLibraryException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }

    /// <summary>
    /// Whether the library itself cannot be used, so that no training with it succeeds: that ends a search. Otherwise one training failed, which is
    /// one trial of a search.
    /// </summary>
    public bool IsUnusable { get; init; }
}
