using System.ComponentModel;

namespace MlDsl.Columns;

/// <summary>The options of a <see cref="TextAttribute"/>, as generated code passes them on.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record TextOptions
{
    /// <summary>The longest n-gram of words, 0 (none) to 5.</summary>
    public int WordNgrams { get; init; } = 1;

    /// <summary>The longest n-gram of characters, 0 (none) to 8; those of 1 and 2 characters are left out when it is above 2.</summary>
    public int CharNgrams { get; init; }

    /// <summary>The number of features as a power of two, 1 to 24.</summary>
    public int HashBits { get; init; } = 16;

    /// <summary>Whether counts are weighted by the inverse document frequency.</summary>
    public bool TfIdf { get; init; } = true;

    /// <summary>Whether the features of a text are divided by their Euclidean length.</summary>
    public bool Normalize { get; init; } = true;

    /// <summary>Throws where the options of <paramref name="column"/> leave their ranges.</summary>
    internal void Validate(string column)
    {
        if (WordNgrams is < 0 or > 5) throw Wrong(column, $"WordNgrams is {WordNgrams}; it is 0 to 5");
        if (CharNgrams is < 0 or > 8) throw Wrong(column, $"CharNgrams is {CharNgrams}; it is 0 to 8");
        if (WordNgrams == 0 && CharNgrams == 0) throw Wrong(column, $"WordNgrams and CharNgrams are both 0; set one of them");
        if (HashBits is < 1 or > 24) throw Wrong(column, $"HashBits is {HashBits}; it is 1 to 24");
    }

    private static ArgumentException Wrong(string column, FormattableString what) =>
        new($"'{column}': {FormattableString.Invariant(what)}");
}
