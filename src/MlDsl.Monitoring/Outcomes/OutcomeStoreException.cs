namespace MlDsl;

/// <summary>A store of outcomes that cannot be opened or written: another process has it, its key is another, or a file is damaged; the message names it and the way out.</summary>
public sealed class OutcomeStoreException : IOException
{
    internal OutcomeStoreException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
