namespace MlDsl;

/// <summary>How categories become numbers.</summary>
public enum CategoricalEncoding
{
    /// <summary>One feature per category.</summary>
    OneHot,

    /// <summary>One feature: the category's place in the order declared, or in the order of frequency; −1 when it has none.</summary>
    Ordinal,

    /// <summary>One of 2^<see cref="CategoricalAttribute.HashBits"/> features by the hash of the category; nothing is learned.</summary>
    Hashed,

    /// <summary>One feature: the share of training rows with this category.</summary>
    Count,

    /// <summary>
    /// One feature: the mean target of the training rows with this category, shrunk towards the overall mean. Cross-fitted in
    /// training: the value for a row never uses the row's own fold (group, or later time, where the rows have them).
    /// </summary>
    Target,

    /// <summary>
    /// One feature, the number of the category, for trainers that know categories, as LightGBM does, which ask for sets of them. With
    /// <see cref="Unknown.Zero"/> an unknown category is in no set.
    /// </summary>
    Native,
}

/// <summary>What a category that training did not keep becomes.</summary>
public enum Unknown
{
    /// <summary>No feature is set; in single-feature encodings the neutral value.</summary>
    Zero,

    /// <summary>A feature of its own, shared with the rare ones.</summary>
    Bucket,

    /// <summary>An exception that names the column and the value.</summary>
    Error,
}

/// <summary>
/// A category as a feature. Accepts <see cref="string"/>, enums, <see cref="bool"/>, numbers and <see cref="DateOnly"/>, nullable or not; a
/// missing value is a category of its own.
/// </summary>
/// <remarks>
/// Fractional numbers are categories by their exact value: 0.5 and 0.50 are one, 0 and -0 are one, and NaN is missing, as null is. Declared
/// numbers and dates are written as in code: <c>"0.5"</c>, <c>"2024-02-29"</c>.
/// </remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
public sealed class CategoricalAttribute : Attribute
{
    /// <summary>The categories are those of the training rows.</summary>
    public CategoricalAttribute() => Values = [];

    /// <summary>The categories are <paramref name="values"/>, in this order, whatever the training rows hold.</summary>
    public CategoricalAttribute(params string[] values) => Values = values;

    /// <summary>The declared categories; empty when they are learned.</summary>
    public string[] Values { get; }

    /// <summary>How categories become numbers.</summary>
    public CategoricalEncoding Encoding { get; init; }

    /// <summary>What an unknown or rare category becomes.</summary>
    public Unknown Unknown { get; init; }

    /// <summary>The most categories kept, the frequent ones first; 0 for all.</summary>
    public int MaxCategories { get; init; }

    /// <summary>The training rows a category needs to be kept.</summary>
    public int MinCount { get; init; } = 1;

    /// <summary>The number of hash features as a power of two, 1 to 24, for <see cref="CategoricalEncoding.Hashed"/>.</summary>
    public int HashBits { get; init; } = 10;

    /// <summary>The rows of prior weight that pull a category's mean target to the overall mean, for <see cref="CategoricalEncoding.Target"/>.</summary>
    public double Smoothing { get; init; } = 10;
}
