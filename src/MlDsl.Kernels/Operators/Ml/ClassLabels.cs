namespace MlDsl.Kernels.Operators;

/// <summary>The labels of a classifier, given as texts or as numbers.</summary>
internal static class ClassLabels
{
    /// <exception cref="OperatorException">None are given.</exception>
    public static TLabel[] Of<TLabel>(string[]? texts, long[]? numbers)
    {
        Array? labels = typeof(TLabel) == typeof(string) ? texts : typeof(TLabel) == typeof(long) ? numbers : null;
        return labels is TLabel[] { Length: > 0 } found ? found : throw new OperatorException("it has no labels for its classes");
    }
}
