namespace MlDsl;

/// <summary>Rows that make no series, or a history that nothing can be forecast from. The message names the row, the time and the way out.</summary>
public sealed class SeriesException : Exception
{
    internal SeriesException(string message) : base(message)
    {
    }
}
