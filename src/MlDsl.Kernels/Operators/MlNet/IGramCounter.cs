namespace MlDsl.Kernels.Operators;

/// <summary>Counts n-grams of keys.</summary>
internal interface IGramCounter
{
    /// <summary>Adds 1 to the place of each n-gram of the keys, those with keys left out included.</summary>
    void AddTo(Span<float> counts, ReadOnlySpan<int> keys);
}
