namespace MlDsl.Labels;

/// <summary>How texts or sets are compared.</summary>
public enum SimilarityMethod
{
    /// <summary>By the share of what two have in common of what either has (Jaccard): candidates by MinHash, of many that are alike in it by their rarest pieces, then each pair exactly.</summary>
    MinHash,

    /// <summary>By a fingerprint of 64 bits, of which few differ: faster, and nothing is compared exactly.</summary>
    SimHash,
}

/// <summary>What counts as a near-duplicate.</summary>
public sealed record NearDuplicateOptions
{
    // Four stretches of 16 bits: of up to three bits that differ, one stretch is free.
    private const int MostBits = 3;

    /// <summary>MinHash, pieces of 5 characters, from 80 per cent in common.</summary>
    public static NearDuplicateOptions Default { get; } = new();

    /// <summary>How texts or sets are compared.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public SimilarityMethod Method
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Method), value, "Method must be MinHash or SimHash");
    }

    /// <summary>From which share in common on two are near-duplicates, 0.3 to 1, of MinHash. A pair that has just this much is found with a probability of 99.5 per cent, others more often.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
    public double Similarity
    {
        get;
        init => field = value is >= 0.3 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Similarity), value, "A similarity is from 0.3 to 1; below, nearly everything is compared with everything");
    } = 0.8;

    /// <summary>How many bits of two fingerprints may differ, 0 to 3, of SimHash.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public int Bits
    {
        get;
        init => field = value is >= 0 and <= MostBits ? value : throw new ArgumentOutOfRangeException(nameof(Bits), value, "0 to 3 bits may differ");
    } = MostBits;

    /// <summary>How many characters the pieces of a text have, 2 to 20: letters and digits in capitals, with one blank between words. A shorter text is one piece.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public int PieceLength
    {
        get;
        init => field = value is >= 2 and <= 20 ? value : throw new ArgumentOutOfRangeException(nameof(PieceLength), value, "A piece has 2 to 20 characters");
    } = 5;
}
