using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>
/// ML.NET's text featurization up to its n-grams, in one step: texts are normalized, cut into words or characters, looked up, and the n-grams
/// of what is found are counted. A warm call allocates nothing.
/// </summary>
[Operator("TextGrams", Domain = OperatorAttribute.Own)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TextGrams : Operator
{
    private readonly TextKeys keys;
    private readonly GramTree grams;
    private readonly GramWeights weights;

    /// <param name="stages">What is done to the texts, as <see cref="TextStage"/> reads it; characters become keys by themselves.</param>
    /// <param name="isVector">Whether the texts of a row are a vector in ML.NET.</param>
    /// <param name="terms">The texts that are keys, from 1 on; absent where characters are, or hashes.</param>
    /// <param name="gramStarts">Where the keys of each n-gram begin, and where the last ones end.</param>
    /// <param name="gramKeys">The keys of all n-grams.</param>
    /// <param name="gramLength">The keys of the longest n-gram.</param>
    /// <param name="skips">How many keys may be left out between those of an n-gram.</param>
    /// <param name="weighting"><c>TF</c>, <c>IDF</c> or <c>TFIDF</c>.</param>
    /// <param name="frequencies">The inverse frequency of each n-gram.</param>
    /// <param name="hash">How texts become keys by their hash, as <see cref="TextKeys"/> reads it.</param>
    /// <exception cref="OperatorException">The lists do not fit each other.</exception>
    public TextGrams(string[] stages, long isVector, long[] gramStarts, long[] gramKeys, long gramLength, long skips, string[]? terms = null, string weighting = "TF", Tensor? frequencies = null, long[]? hash = null)
    {
        keys = new TextKeys(stages, isVector, terms, hash, this);
        grams = new GramTree(gramStarts, gramKeys, gramLength, skips, this);
        weights = new GramWeights(weighting, frequencies, grams.Count, this);
    }

    /// <summary>Counts.</summary>
    /// <param name="x">Texts [N, C].</param>
    /// <param name="y">Weighted counts [N, D].</param>
    public void Run(Tensor<string> x, [Result] Tensor<float> y) => GramRows.Count(this, keys, grams, weights, x, grams.Count, y);
}
