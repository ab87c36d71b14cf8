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
        List<(string, ReportCell)> named =
        [
            ("model", facts.Card.Name),
            ("version", facts.Card.Version),
            ("task", facts.Card.Task),
            ("predicts", label is null ? "a label that the file does not name" : label.Unit is { } unit ? $"{label.Name}, {unit}" : label.Name),
            ("trainer", facts.Card.Trainer),
            ("predictor", facts.Predictor.Kind),
            ("training rows", facts.Card.Rows),
            ("columns that predict", (long)facts.Plan.Inputs.Count),
            ("features made of them", (long)facts.Plan.Width),
        ];
        if (facts.Outcome.ClassNames.Count > 0) named.Add(("classes", Names(facts.Outcome.ClassNames)));
        if (facts.Outcome.Link == Link.Logit) named.Add(("positive from probability", (double)facts.Outcome.Threshold.Value));
        if (facts.Outcome.Link is Link.PowerOfTwo or Link.Odds) named.Add(("an anomaly from score", (double)facts.Outcome.Threshold.Value));
        if (facts.Outcome.Calibration is { } calibration) named.Add(("calibration", calibration.Method.ToString()));
        if (facts.Outcome.Interval is { } interval) named.Add(("intervals made to hold", ReportCell.Share(interval.Level)));
        return new ReportSection(
            "model", "The model",
            [
                purpose is null
                    ? new NotePart("What the model is for, and what it must not be used for, nobody has said; ReportOptions.Purpose is the place.")
                    : new NotePart(purpose),
                new FactsPart(named),
                .. facts.Card.Warnings.Select(static w => new NotePart(w) { IsWarning = true }),
            ]);
    }

    private static string Names(IReadOnlyList<string> classes)
    {
        const int Most = 20;
        string shown = string.Join(", ", classes.Take(Most).Select(static c => Visible.Of(c)));
        return classes.Count > Most ? $"{shown} and {classes.Count - Most} more" : shown;
    }
}
