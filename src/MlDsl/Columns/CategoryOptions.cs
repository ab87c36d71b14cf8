using System.ComponentModel;

namespace MlDsl.Columns;

/// <summary>The options of a <see cref="CategoricalAttribute"/>, as generated code passes them on.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record CategoryOptions
{
    /// <summary>How categories become numbers.</summary>
    public CategoricalEncoding Encoding { get; init; }

    /// <summary>What a category that training did not keep becomes.</summary>
    public Unknown Unknown { get; init; }

    /// <summary>The declared categories, as text in the invariant culture; empty when they are learned.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The most learned categories, the frequent ones first; 0 for all.</summary>
    public int MaxCategories { get; init; }

    /// <summary>The training rows a learned category needs.</summary>
    public int MinCount { get; init; } = 1;

    /// <summary>The number of hash features as a power of two, 1 to 24.</summary>
    public int HashBits { get; init; } = 10;

    /// <summary>The rows of prior weight that pull a category's mean target to the overall mean; finite, not negative.</summary>
    public double Smoothing { get; init; } = 10;

    /// <summary>Whether the column is declared nullable, so that missing is a category even where training saw none.</summary>
    public bool Nullable { get; init; }

    /// <summary>Whether categories share one feature.</summary>
    internal bool IsSingle => Encoding is CategoricalEncoding.Ordinal or CategoricalEncoding.Count or CategoricalEncoding.Target or CategoricalEncoding.Native;

    /// <summary>Throws where the options of <paramref name="column"/> leave their ranges.</summary>
    internal void Validate(string column)
    {
        if (MaxCategories < 0) throw Wrong(column, $"MaxCategories is {MaxCategories}; it is 0 (all) or more");
        if (MinCount < 1) throw Wrong(column, $"MinCount is {MinCount}; it is 1 or more");
        if (HashBits is < 1 or > 24) throw Wrong(column, $"HashBits is {HashBits}; it is 1 to 24");
        if (!double.IsFinite(Smoothing) || Smoothing < 0) throw Wrong(column, $"Smoothing is {Smoothing}; it is finite and not negative");
    }

    private static ArgumentException Wrong(string column, FormattableString what) =>
        new($"'{column}': {FormattableString.Invariant(what)}");
}
