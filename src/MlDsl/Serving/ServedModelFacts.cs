using MlDsl.Columns;

namespace MlDsl;

/// <summary>What a service must know of a model that it loaded.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Inputs">The columns of a row, as <see cref="JsonFields"/> numbers them.</param>
public sealed record ServedModelFacts(string Name, string Version, IReadOnlyList<ColumnSchema> Inputs)
{
    /// <summary>The texts that the model knows, by the property of their column.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Vocabulary { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>What the training rows held of a column, by its property; a sensitive column's is not told on.</summary>
    public IReadOnlyDictionary<string, ColumnSummary> Summaries { get; init; } = new Dictionary<string, ColumnSummary>();

    /// <summary>What requests and answers are like where a request is no row of <see cref="Inputs"/>; null where it is one.</summary>
    internal Json.RequestForm? Form { get; init; }

    /// <summary>The summaries of a plan's encodings.</summary>
    internal static IReadOnlyDictionary<string, ColumnSummary> SummariesOf(FeaturePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var known = new Dictionary<string, ColumnSummary>(StringComparer.Ordinal);
        foreach (IEncoding encoding in plan.Encodings)
            if (encoding.Summary is { } summary) known[encoding.Column] = summary;
        return known;
    }

    /// <summary>The texts that the encodings of a plan know.</summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<string>> VocabularyOf(FeaturePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var known = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (IEncoding encoding in plan.Encodings)
            if (encoding is CategoryEncoding<string> { Categories.Count: > 0 } category) known[encoding.Column] = category.Categories;
        return known;
    }
}
