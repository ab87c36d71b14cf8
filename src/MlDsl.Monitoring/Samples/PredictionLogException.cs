namespace MlDsl;

/// <summary>A prediction log that cannot be opened or written: another process has it, a file is of an unknown key, or damaged; the message names it and the way out.</summary>
public sealed class PredictionLogException : IOException
{
    internal PredictionLogException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
