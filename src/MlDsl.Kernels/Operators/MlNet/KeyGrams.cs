using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>ML.NET's counts of the n-grams of keys, of which every row has as many.</summary>
[Operator("KeyGrams", Domain = OperatorAttribute.Own)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class KeyGrams : Operator
{
    private readonly KeyRow keys;
    private readonly GramTree grams;
    private readonly GramWeights weights;

    /// <param name="count">How many keys there are; those beyond are missing.</param>
    /// <param name="gramStarts">Where the keys of each n-gram begin, and where the last ones end.</param>
    /// <param name="gramKeys">The keys of all n-grams.</param>
    /// <param name="gramLength">The keys of the longest n-gram.</param>
    /// <param name="skips">How many keys may be left out between those of an n-gram.</param>
    /// <param name="weighting"><c>TF</c>, <c>IDF</c> or <c>TFIDF</c>.</param>
    /// <param name="frequencies">The inverse frequency of each n-gram.</param>
    /// <exception cref="OperatorException">The lists do not fit each other.</exception>
    public KeyGrams(long count, long[] gramStarts, long[] gramKeys, long gramLength, long skips, string weighting = "TF", Tensor? frequencies = null)
    {
        keys = new KeyRow(count);
        grams = new GramTree(gramStarts, gramKeys, gramLength, skips, this);
        weights = new GramWeights(weighting, frequencies, grams.Count, this);
    }

    /// <summary>Counts.</summary>
    /// <param name="x">Keys [N, C].</param>
    /// <param name="y">Weighted counts [N, D].</param>
    public void Run(Tensor<long> x, [Result] Tensor<float> y) => GramRows.Count(this, keys, grams, weights, x, grams.Count, y);
}
