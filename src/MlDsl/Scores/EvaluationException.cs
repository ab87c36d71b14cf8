namespace MlDsl;

/// <summary>Rows that cannot be measured: none at all, or one with a label, a prediction or a weight that is not a usable number.</summary>
public sealed class EvaluationException : Exception
{
    internal EvaluationException(string message) : base(message)
    {
    }
}
