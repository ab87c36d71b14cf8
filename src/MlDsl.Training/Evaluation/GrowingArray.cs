namespace MlDsl.Training;

/// <summary>An array with room for what is expected, so that gathering it holds nothing twice; more makes it grow.</summary>
/// <param name="expected">The number of elements that is expected.</param>
internal struct GrowingArray<T>(long expected)
{
    private T[] elements = new T[expected];
    private int count;

    public void Add(ReadOnlySpan<T> more)
    {
        if (count + more.Length > elements.Length) Array.Resize(ref elements, Math.Max(count + more.Length, (int)Math.Min(2L * elements.Length, Array.MaxLength)));
        more.CopyTo(elements.AsSpan(count));
        count += more.Length;
    }

    /// <summary>The elements themselves, without room behind them.</summary>
    public T[] ToExact()
    {
        if (count < elements.Length) Array.Resize(ref elements, count);
        return elements;
    }
}
