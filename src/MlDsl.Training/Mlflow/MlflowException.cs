namespace MlDsl.Training;

/// <summary>A server of MLflow could not be reached, refused a request, or answered what is no answer. Nothing is lost: a run stays in its folder, and a registry is as it was or as it was asked to be.</summary>
public sealed class MlflowException : Exception
{
    /// <summary>An error; the message names the request and what came of it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">What led to it; null for none.</param>
    public MlflowException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }

    /// <summary>The server's word for the error, such as <c>RESOURCE_DOES_NOT_EXIST</c>; null where it gave none.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Whether the same request may succeed a moment later.</summary>
    internal bool CanPass { get; init; }

    /// <summary>Whether no answer came in time: the server may still do what it was asked.</summary>
    internal bool IsLate { get; init; }

    /// <summary>What the server answered; null where it did not.</summary>
    internal System.Net.HttpStatusCode? Status { get; init; }

    /// <summary>Whether the server answered that it will not.</summary>
    internal bool IsRefusal { get; init; }
}
