using System.Globalization;
using System.Text;
using System.Text.Json;
using MlDsl.Training;

namespace MlDsl.Labels;

/// <summary>Agreement of two annotators on the items that both rated.</summary>
/// <param name="First">An annotator.</param>
/// <param name="Second">Another one.</param>
/// <param name="Weights">How much a disagreement counts.</param>
/// <param name="Kappa">Cohen's κ.</param>
public sealed record PairAgreement(string First, string Second, KappaWeights Weights, AgreementFigure Kappa);

/// <summary>Agreement on one class.</summary>
/// <param name="Class">The class.</param>
/// <param name="Ratings">How often it was said.</param>
/// <param name="Specific">Of the pairs of ratings of one item in which one says it, the share in which both do.</param>
/// <param name="Kappa">Fleiss' κ of the class against all others.</param>
public sealed record ClassAgreement(string Class, int Ratings, AgreementFigure Specific, AgreementFigure Kappa);

/// <summary>Agreement of one annotator with the others.</summary>
/// <param name="Annotator">The annotator.</param>
/// <param name="Ratings">The number of ratings.</param>
/// <param name="Percent">The share of others that say the same, averaged over items.</param>
/// <param name="Kappa">The same beyond what the classes' shares make likely.</param>
public sealed record AnnotatorAgreement(string Annotator, int Ratings, AgreementFigure Percent, AgreementFigure Kappa);

/// <summary>How far annotators agree.</summary>
/// <param name="Items">The number of items with a rating.</param>
/// <param name="Ratings">The number of ratings.</param>
/// <param name="Scale">What the distance between two values is.</param>
/// <param name="Level">What intervals cover.</param>
/// <param name="DriftLevel">The probability of a drift that is none.</param>
/// <param name="Percent">The share of pairs that agree.</param>
/// <param name="Fleiss">Fleiss' κ.</param>
/// <param name="Krippendorff">Krippendorff's α on the scale.</param>
public sealed record AgreementReport(
    int Items, int Ratings, RatingScale Scale, double Level, double DriftLevel, AgreementFigure Percent, AgreementFigure Fleiss, AgreementFigure Krippendorff)
{
    /// <summary>Whether there are more than 50 different values, too many for figures by pair and class.</summary>
    public bool HasManyClasses { get; init; }

    /// <summary>Each two annotators; none where <see cref="HasManyClasses"/>.</summary>
    public IReadOnlyList<PairAgreement> Pairs { get; init; } = [];

    /// <summary>Each class; none where <see cref="HasManyClasses"/>.</summary>
    public IReadOnlyList<ClassAgreement> Classes { get; init; } = [];

    /// <summary>Each annotator and the others.</summary>
    public IReadOnlyList<AnnotatorAgreement> Annotators { get; init; } = [];

    /// <summary>Changes in time.</summary>
    public IReadOnlyList<DriftFinding> Drift { get; init; } = [];

    /// <summary>The figures as lines, for people.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Items} items, {Ratings} ratings, {Annotators.Count} annotators; intervals of {Level:0.##%}\n");
        text.Append(CultureInfo.InvariantCulture, $"agreement       {Percent}\nFleiss κ        {Fleiss}\nKrippendorff α  {Krippendorff} ({Scale.ToString().ToLowerInvariant()})\n");
        if (HasManyClasses) text.Append(CultureInfo.InvariantCulture, $"more than {Agreement.MostClasses} different values: no figures by pair and class\n");
        foreach (PairAgreement pair in Pairs)
            text.Append(CultureInfo.InvariantCulture, $"Cohen κ{(pair.Weights == KappaWeights.None ? "" : $" ({pair.Weights.ToString().ToLowerInvariant()})")} {Visible.Of(pair.First)}, {Visible.Of(pair.Second)}  {pair.Kappa}\n");
        foreach (ClassAgreement one in Classes)
            text.Append(CultureInfo.InvariantCulture, $"class {Visible.Of(one.Class)}: said {one.Ratings} times, specific agreement {one.Specific.Short}, κ {one.Kappa.Short}\n");
        foreach (AnnotatorAgreement one in Annotators)
            text.Append(CultureInfo.InvariantCulture, $"{Visible.Of(one.Annotator)} with the others: {one.Ratings} ratings, agreement {one.Percent.Short}, κ {one.Kappa.Short}\n");
        foreach (DriftFinding drift in Drift.Where(static finding => finding.IsDrift))
            text.Append(CultureInfo.InvariantCulture, $"drift: {Visible.Of(drift.Annotator)}'s {(drift.Kind == DriftKind.Rates ? "classes" : "agreement with the others")} change in time (p {drift.Probability:0.####}, level {DriftLevel:0.####})\n");
        int tested = Drift.Count(static finding => finding.Undefined is null);
        if (tested == 0) text.Append("drift: cannot be tested\n");
        else if (!Drift.Any(static finding => finding.IsDrift)) text.Append(CultureInfo.InvariantCulture, $"drift: none in {tested} tests at a level of {DriftLevel:0.####}\n");
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>The figures as one JSON object on one line.</summary>
    public string ToJson() => Encoding.UTF8.GetString(JsonLine.Readable(json =>
    {
        json.WriteNumber("items", Items);
        json.WriteNumber("ratings", Ratings);
        json.WriteString("scale", Scale.ToString());
        json.WriteNumber("level", Level);
        json.WriteNumber("drift_level", DriftLevel);
        json.WriteBoolean("many_classes", HasManyClasses);
        Write(json, "agreement", Percent);
        Write(json, "fleiss", Fleiss);
        Write(json, "krippendorff", Krippendorff);
        WriteAll(json, "pairs", Pairs, (pair, json) =>
        {
            json.WriteString("first", pair.First);
            json.WriteString("second", pair.Second);
            json.WriteString("weights", pair.Weights.ToString());
            Write(json, "kappa", pair.Kappa);
        });
        WriteAll(json, "classes", Classes, (one, json) =>
        {
            json.WriteString("class", one.Class);
            json.WriteNumber("ratings", one.Ratings);
            Write(json, "specific", one.Specific);
            Write(json, "kappa", one.Kappa);
        });
        WriteAll(json, "annotators", Annotators, (one, json) =>
        {
            json.WriteString("annotator", one.Annotator);
            json.WriteNumber("ratings", one.Ratings);
            Write(json, "agreement", one.Percent);
            Write(json, "kappa", one.Kappa);
        });
        WriteAll(json, "drift", Drift, WriteDrift);
    }));

    private static void WriteDrift(DriftFinding drift, Utf8JsonWriter json)
    {
        json.WriteString("annotator", drift.Annotator);
        json.WriteString("kind", drift.Kind.ToString());
        json.WriteBoolean("is_drift", drift.IsDrift);
        if (drift.Undefined is not null) json.WriteString("undefined", drift.Undefined);
        else json.WriteNumber("probability", drift.Probability);
        WriteAll(json, "blocks", drift.Blocks, static (block, json) =>
        {
            json.WriteString("from", block.From);
            json.WriteString("to", block.To);
            json.WriteNumber("ratings", block.Ratings);
            json.WriteStartArray("rates");
            foreach (double rate in block.Rates) json.WriteNumberValue(rate);
            json.WriteEndArray();
            Write(json, "agreement", block.Agreement);
        });
    }

    private static void WriteAll<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> all, Action<T, Utf8JsonWriter> write)
    {
        json.WriteStartArray(name);
        foreach (T one in all)
        {
            json.WriteStartObject();
            write(one, json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, AgreementFigure figure)
    {
        json.WriteStartObject(name);
        json.WriteNumber("items", figure.Items);
        if (figure.Undefined is not null) json.WriteString("undefined", figure.Undefined);
        else WriteMetric(json, "value", "low", "high", figure.Value);
        if (figure.Analytic.HasInterval) WriteMetric(json, null, "analytic_low", "analytic_high", figure.Analytic);
        json.WriteEndObject();
    }

    private static void WriteMetric(Utf8JsonWriter json, string? value, string low, string high, Metric metric)
    {
        if (value is not null) json.WriteNumber(value, metric.Value);
        if (!metric.HasInterval) return;
        json.WriteNumber(low, metric.Low);
        json.WriteNumber(high, metric.High);
    }
}
