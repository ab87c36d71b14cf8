using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>ML.NET's counts of the hashed n-grams of keys, of which every row has as many; each counts at the place of its hash.</summary>
[Operator("HashedKeyGrams", Domain = OperatorAttribute.Own)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class HashedKeyGrams : Operator
{
    private readonly KeyRow keys;
    private readonly GramHash grams;

    /// <param name="count">How many keys there are; those beyond are missing.</param>
    /// <param name="gramLength">The keys of the longest n-gram.</param>
    /// <param name="skips">How many keys may be left out between those of an n-gram.</param>
    /// <param name="bits">The bits of a hash, 1 to 30.</param>
    /// <param name="seed">Where hashes begin.</param>
    /// <param name="column">The number of the column among those that are counted together.</param>
    /// <param name="isRehashed">Whether a single key is hashed as well.</param>
    /// <param name="isOrdered">Whether the number of the column takes part.</param>
    /// <param name="hasAll">Whether shorter n-grams count.</param>
    /// <exception cref="OperatorException">A number is out of range.</exception>
    public HashedKeyGrams(long count, long gramLength, long skips, long bits, long seed, long column = 0, long isRehashed = 0, long isOrdered = 0, long hasAll = 0)
    {
        keys = new KeyRow(count);
        grams = GramHash.Of(gramLength, skips, bits, seed, column, this) with { IsRehashed = isRehashed != 0, IsOrdered = isOrdered != 0, HasAll = hasAll != 0 };
    }

    /// <summary>Counts.</summary>
    /// <param name="x">Keys [N, C].</param>
    /// <param name="y">Counts [N, 2 to the power of the bits].</param>
    public void Run(Tensor<long> x, [Result] Tensor<float> y) => GramRows.Count(this, keys, grams, null, x, grams.Places, y);
}
