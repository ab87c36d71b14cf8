using System.Globalization;
using System.Text;
using System.Text.Json;
using MlDsl.Training;

namespace MlDsl.Tool.Comparing;

/// <summary>A metric of two models on the same rows.</summary>
/// <param name="Metric">Which, and whether more is better.</param>
/// <param name="One">The first model's.</param>
/// <param name="Other">The second one's.</param>
/// <param name="Difference">The second one's less the first one's, with an interval of paired resamples.</param>
internal sealed record PairedFigure(PairedMetric Metric, double One, double Other, Metric Difference)
{
    /// <summary>Whether the second model is better beyond the interval.</summary>
    public bool IsBetter => Difference.HasInterval && (Metric.IsBetterHigh ? Difference.Low > 0 : Difference.High < 0);

    /// <summary>Whether it is worse beyond the interval.</summary>
    public bool IsWorse => Difference.HasInterval && (Metric.IsBetterHigh ? Difference.High < 0 : Difference.Low > 0);

    /// <summary>One line.</summary>
    public override string ToString() => $"{Text}: {(IsBetter ? "better" : IsWorse ? "worse" : "these rows do not tell")}";

    /// <summary>The figures without a word on which is better.</summary>
    public string Text => $"{Metric.Name} {Point(One)} → {Point(Other)}, difference {Difference}";

    private static Metric Point(double value) => new(value, double.NaN, double.NaN);
}

/// <summary>Two models on the same rows.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Figures">The metrics of their task, that by which they are judged first.</param>
internal sealed record PairedAnswer(int Rows, IReadOnlyList<PairedFigure> Figures)
{
    private static readonly EvaluationOptions Options = new();

    /// <summary>Compares two models on rows with labels, the same for both: by the second one's weights and groups.</summary>
    /// <exception cref="ToolException">The models are of different tasks or labels, or a row cannot be measured.</exception>
    public static PairedAnswer Of(DynamicModel one, IEnumerable<DynamicRow> ofOne, DynamicModel other, IEnumerable<DynamicRow> ofOther, CancellationToken cancellation)
    {
        if (one.Card.Task != other.Card.Task) throw new ToolException($"'{one.Card.Name}' is for {one.Card.Task} and '{other.Card.Name}' for {other.Card.Task}, which no metric compares; compare them without rows");
        string first = LabelOf(one), second = LabelOf(other);
        if (first != second) throw new ToolException($"'{one.Card.Name}' predicts {first} and '{other.Card.Name}' {second}, which no metric compares; compare them without rows");
        try
        {
            NamedScores left = one.Score(ofOne, "given", cancellation), right = other.Score(ofOther, "given", cancellation);
            ScoredRows own = left.Rows, theirs = right.Rows;
            if (one.Card.Task is not nameof(MulticlassClassification) && !own.Labels.SequenceEqual(theirs.Labels)) throw new ToolException($"'{one.Card.Name}' reads other labels than '{other.Card.Name}' from {first}, as models of another type or positive class do; compare them without rows");
            // One population and one draw for both: where the models know other weights or groups, those of the second.
            var mine = new ScoredRows { Outputs = own.Outputs, Predictions = own.Predictions, Labels = own.Labels, Rows = new EvaluationRows { Weights = theirs.Rows.Weights, Groups = theirs.Rows.Groups, Side = own.Rows.Side } };
            List<PairedFigure> figures = [];
            foreach (PairedMetric metric in PairedMetric.Of(one.Card.Task))
                figures.Add(new PairedFigure(metric, metric.Measure(in mine), metric.Measure(in theirs), metric.Difference(in theirs, in mine, Options)));
            return new PairedAnswer(left.Count, figures);
        }
        catch (Exception problem) when (problem is ArgumentException or EvaluationException or TrainingException)
        {
            throw new ToolException(problem.Message);
        }
    }

    private static string LabelOf(DynamicModel model) => model.Plan.Schema.Columns.FirstOrDefault(static column => column.Role == ColumnRole.Label) is { } label ? $"'{label.Name}'" : "no column";

    /// <summary>A line for each metric.</summary>
    public override string ToString() => ToText(null);

    /// <summary>The same.</summary>
    /// <param name="caution">Why the figures do not tell which model is better; null where they do.</param>
    public string ToText(string? caution)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"on the same {Rows} rows");
        foreach (PairedFigure figure in Figures) text.Append(CultureInfo.InvariantCulture, $"\n  {(caution is null ? figure : figure.Text)}");
        if (caution is not null) text.Append(CultureInfo.InvariantCulture, $"\n  {caution}");
        return text.ToString();
    }

    /// <summary>Writes the number of rows and the metrics.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("rows", Rows);
        json.WriteStartObject("metrics");
        foreach (PairedFigure figure in Figures)
        {
            json.WriteStartObject(figure.Metric.Name);
            MlDsl.Tool.Figures.Write(json, "one", figure.One);
            MlDsl.Tool.Figures.Write(json, "other", figure.Other);
            MlDsl.Tool.Figures.Write(json, "difference", figure.Difference);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
