namespace MlDsl.Labels;

/// <summary>Labels, probabilities or rows that nothing can be said of: one class, a class of a single row, a probability that is none. The message names the place and the way out.</summary>
public sealed class LabelQualityException : Exception
{
    internal LabelQualityException(string message) : base(message)
    {
    }

    internal LabelQualityException(string message, Exception inner) : base(message, inner)
    {
    }
}
