namespace MlDsl.Kernels.Operators;

/// <summary>Makes keys of what a row holds, and counts their n-grams.</summary>
/// <typeparam name="T">What a row holds: texts, or keys.</typeparam>
internal interface IKeyReader<T>
{
    /// <summary>Adds the n-grams of a row's keys to counts.</summary>
    void Count(ReadOnlySpan<T> row, IGramCounter grams, Span<float> counts);
}

/// <summary>Counts the n-grams of rows, each into places of its own.</summary>
internal static class GramRows
{
    /// <summary>Counts.</summary>
    /// <param name="owner">Whose error it is.</param>
    /// <param name="keys">Makes keys of a row.</param>
    /// <param name="grams">Counts n-grams of keys.</param>
    /// <param name="weights">Weighs the counts; null where they stay as they are.</param>
    /// <param name="x">The rows [N, C].</param>
    /// <param name="places">How many counts a row has.</param>
    /// <param name="y">The counts [N, places].</param>
    /// <exception cref="OperatorException">The input has another rank.</exception>
    public static void Count<T>(Operator owner, IKeyReader<T> keys, IGramCounter grams, GramWeights? weights, Tensor<T> x, int places, Tensor<float> y)
        where T : notnull
    {
        if (x.Rank != 2) throw owner.Problem($"the input has the shape {ShapeText.Of(x)}; [N, C] is expected");
        int width = x.Size(1);
        y.Resize(x.Size(0), places);
        y.Values.Clear();
        for (int i = 0; i < x.Size(0); i++)
        {
            Span<float> counts = y.Values.Slice(i * places, places);
            keys.Count(x.Values.Slice(i * width, width), grams, counts);
            weights?.Apply(counts);
        }
    }
}
