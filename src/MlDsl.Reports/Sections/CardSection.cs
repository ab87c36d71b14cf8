using MlDsl.Training;

namespace MlDsl.Reports;

/// <summary>What the model is, and what it is for.</summary>
internal static class CardSection
{
    /// <summary>What stands first.</summary>
    /// <param name="facts">The model.</param>
    /// <param name="purpose">What it is for, by who made it; null where nobody says.</param>
    public static ReportSection Of(ModelFacts facts, string? purpose)
    {
        ColumnSchema? label = facts.Plan.Schema.Columns.FirstOrDefault(static c => c.Role == ColumnRole.Label);
        List<(string, ReportCell)> named = [("columns that predict", (long)facts.Plan.Inputs.Count), ("features made of them", (long)facts.Plan.Width)];
        if (facts.Outcome.ClassNames.Count > 0) named.Add(("classes", Names(facts.Outcome.ClassNames)));
        if (facts.Outcome.Link == Link.Logit) named.Add(("positive from probability", (double)facts.Outcome.Threshold.Value));
        if (facts.Outcome.Link is Link.PowerOfTwo or Link.Odds) named.Add(("an anomaly from score", (double)facts.Outcome.Threshold.Value));
        if (facts.Outcome.Calibration is { } calibration) named.Add(("calibration", calibration.Method.ToString()));
        if (facts.Outcome.Interval is { } interval) named.Add(("intervals made to hold", ReportCell.Share(interval.Level)));
        string predicts = facts.Card.Task switch
        {
            "AnomalyDetection" => "how unlike the training rows a row is",
            "Clustering" => "the cluster of a row",
            _ => label is null ? "a label that the file does not name" : label.Unit is { } unit ? $"{label.Name}, {unit}" : label.Name,
        };
        return Of(facts.Card, predicts, facts.Predictor.Kind, purpose, named);
    }

    /// <summary>The same of a model of whatever kind.</summary>
    /// <param name="card">Where it comes from.</param>
    /// <param name="predicts">What it says.</param>
    /// <param name="predictor">What says it.</param>
    /// <param name="purpose">What it is for, by who made it; null where nobody says.</param>
    /// <param name="further">What else there is to know.</param>
    public static ReportSection Of(ModelCard card, string predicts, string predictor, string? purpose, IEnumerable<(string, ReportCell)> further) => new(
        "model", "The model",
        [
            purpose is null
                ? new NotePart("What the model is for, and what it must not be used for, nobody has said; the option Purpose is the place.")
                : new NotePart(purpose),
            new FactsPart([("model", card.Name), ("version", card.Version), ("task", card.Task), ("predicts", predicts), ("trainer", card.Trainer), ("predictor", predictor), ("training rows", card.Rows), .. further]),
            .. card.Warnings.Select(static w => new NotePart(w) { IsWarning = true }),
        ]);

    private static string Names(IReadOnlyList<string> classes)
    {
        const int Most = 20;
        string shown = string.Join(", ", classes.Take(Most).Select(static c => Visible.Of(c)));
        return classes.Count > Most ? $"{shown} and {classes.Count - Most} more" : shown;
    }
}
