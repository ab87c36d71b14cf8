using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>ML.NET's counts of hashed n-grams: texts are cut and become keys as for <see cref="TextGrams"/>, and each n-gram counts at the place of its hash.</summary>
[Operator("HashedGrams", Domain = OperatorAttribute.Own)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class HashedGrams : Operator
{
    private readonly TextKeys keys;
    private readonly GramHash grams;

    /// <param name="stages">What is done to the texts, as <see cref="TextStage"/> reads it.</param>
    /// <param name="isVector">Whether the texts of a row are a vector in ML.NET.</param>
    /// <param name="gramLength">The keys of the longest n-gram.</param>
    /// <param name="skips">How many keys may be left out between those of an n-gram.</param>
    /// <param name="bits">The bits of a hash, 1 to 30.</param>
    /// <param name="seed">Where hashes begin.</param>
    /// <param name="column">The number of the column among those that are counted together.</param>
    /// <param name="isRehashed">Whether a single key is hashed as well.</param>
    /// <param name="isOrdered">Whether the number of the column takes part.</param>
    /// <param name="hasAll">Whether shorter n-grams count.</param>
    /// <param name="terms">The texts that are keys, from 1 on; absent where characters are, or hashes.</param>
    /// <param name="hash">How texts become keys by their hash, as <see cref="TextKeys"/> reads it.</param>
    /// <exception cref="OperatorException">A number is out of range.</exception>
    public HashedGrams(
        string[] stages, long isVector, long gramLength, long skips, long bits, long seed, long column = 0, long isRehashed = 0, long isOrdered = 0, long hasAll = 0, string[]? terms = null, long[]? hash = null)
    {
        keys = new TextKeys(stages, isVector, terms, hash, this);
        grams = GramHash.Of(gramLength, skips, bits, seed, column, this) with { IsRehashed = isRehashed != 0, IsOrdered = isOrdered != 0, HasAll = hasAll != 0 };
    }

    /// <summary>Counts.</summary>
    /// <param name="x">Texts [N, C].</param>
    /// <param name="y">Counts [N, 2 to the power of the bits].</param>
    public void Run(Tensor<string> x, [Result] Tensor<float> y) => GramRows.Count(this, keys, grams, null, x, grams.Places, y);
}
