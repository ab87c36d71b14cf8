namespace MlDsl.Training;

/// <summary>The log of a search is another search's, is damaged, or could not be written. The message names the file, the place and the way out.</summary>
public sealed class SearchLogException : Exception
{
    /// <summary>A log without details.</summary>
    public SearchLogException() : this("The log of the search cannot be used")
    {
    }

    /// <summary>What is wrong with it.</summary>
    public SearchLogException(string message) : base(message)
    {
    }

    /// <summary>The same, with the exception that led to it.</summary>
    public SearchLogException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
