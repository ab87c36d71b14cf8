namespace MlDsl;

/// <summary>
/// Text as hashed n-grams of words, of characters, or of both. Lower-cased and tokenised without regard to the current culture.
/// Accepts <see cref="string"/>, nullable or not; a missing text sets no feature.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
public sealed class TextAttribute : Attribute
{
    /// <summary>The longest n-gram of words, 0 (none) to 5.</summary>
    public int WordNgrams { get; init; } = 1;

    /// <summary>The longest n-gram of characters inside a word, 0 (none) to 8; those of 1 and 2 characters are left out when it is above 2.</summary>
    public int CharNgrams { get; init; }

    /// <summary>The number of features as a power of two, 1 to 24.</summary>
    public int HashBits { get; init; } = 16;

    /// <summary>Whether counts are weighted by the inverse document frequency of the training rows.</summary>
    public bool TfIdf { get; init; } = true;

    /// <summary>Whether the features of a text are divided by their Euclidean length.</summary>
    public bool Normalize { get; init; } = true;
}
