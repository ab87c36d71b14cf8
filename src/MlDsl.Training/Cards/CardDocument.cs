using System.Text;

namespace MlDsl.Training;

/// <summary>
/// A model card: what a model is for, what it learned from, how far to trust it, with intervals and slices. As Markdown, or as a bill of materials of
/// CycloneDX. Immutable; the same model and words give the same bytes.
/// </summary>
/// <remarks>
/// Mitchell, Wu, Zaldivar and others (2019), "Model Cards for Model Reporting". What is known of a model by its file is filled in; values of
/// <c>[Sensitive]</c> columns are told only where metrics are added that have slices, and of slices with few rows only how many there are.
/// </remarks>
public sealed class CardDocument
{
    private readonly CardFacts facts;
    private readonly CardWords words;
    private readonly IReadOnlyList<CardSide> sides;

    internal CardDocument(CardFacts facts, CardWords words, IReadOnlyList<CardSide> sides) => (this.facts, this.words, this.sides) = (facts, words, sides);

    /// <summary>The same card with what only people know.</summary>
    public CardDocument With(CardWords words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return new CardDocument(facts, words, sides);
    }

    /// <summary>The same card with what <c>Evaluate</c> gave: beside what the file has, baseline and slices.</summary>
    /// <param name="metrics">The metrics on the validation rows.</param>
    public CardDocument With<TMetrics>(TMetrics metrics) where TMetrics : class, IMetrics<TMetrics>
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return With(CardSide.Of("validation", 0, metrics));
    }

    /// <summary>The same card with what <c>Assess</c> gave: beside what the file has, baseline and slices.</summary>
    /// <param name="assessment">The metrics on the test rows.</param>
    public CardDocument With<TMetrics>(Assessment<TMetrics> assessment) where TMetrics : class, IMetrics<TMetrics>
    {
        ArgumentNullException.ThrowIfNull(assessment);
        return With(CardSide.Of("test", assessment.TimesAssessed, assessment.Metrics));
    }

    /// <summary>The card as Markdown. What comes from data and declarations is escaped.</summary>
    public string ToMarkdown() => new CardMarkdown(facts, words, sides).Write();

    /// <summary>The card as a bill of materials in JSON, whose component is the model. It has no time, and its serial number is made of the model's hash.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The version is not one of the enumeration.</exception>
    public string ToCycloneDx(CycloneDxVersion version = CycloneDxVersion.V17) => new CardCycloneDx(facts, words, sides).Write(version);

    /// <summary>Writes the card: Markdown into a file named <c>.md</c>, a bill of materials into one named <c>.json</c>. Whole or not at all.</summary>
    /// <exception cref="ArgumentException">The name ends in neither.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path, CycloneDxVersion version = CycloneDxVersion.V17)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string text = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".md" => ToMarkdown(),
            ".json" => ToCycloneDx(version),
            var other => throw new ArgumentException($"A card is not written as '{other}'; name the file .md for Markdown, or .json for a bill of materials of CycloneDX", nameof(path)),
        };
        ModelBytes.Write(path, Encoding.UTF8.GetBytes(text));
    }

    // What the file has of the same evaluation has no slices.
    private CardDocument With(CardSide side) => new(facts, words, [.. sides.Where(s => s.Name != side.Name || !s.Metrics.SequenceEqual(side.Metrics)), side]);
}
