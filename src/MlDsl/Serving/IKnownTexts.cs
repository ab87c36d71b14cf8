namespace MlDsl;

/// <summary>A scorer that knows texts of its input's columns.</summary>
internal interface IKnownTexts
{
    /// <summary>No texts.</summary>
    static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> None = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The texts, by the property of their column.</summary>
    IReadOnlyDictionary<string, IReadOnlyList<string>> Vocabulary { get; }

    /// <summary>What a scorer knows; nothing where it does not tell.</summary>
    static IReadOnlyDictionary<string, IReadOnlyList<string>> Of(object scorer) => scorer is IKnownTexts known ? known.Vocabulary : None;
}
