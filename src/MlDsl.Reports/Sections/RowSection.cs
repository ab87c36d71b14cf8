namespace MlDsl.Reports;

/// <summary>Rows that were asked for: what each column contributes to what the model says of them.</summary>
internal static class RowSection
{
    private const int MostDrawn = 15;

    /// <summary>The section; null where no rows were asked for.</summary>
    public static ReportSection? Of(ReportSubject subject)
    {
        if (subject.Options.ExplainRows.Count == 0) return null;
        List<ReportPart> parts = [new NotePart("Rows of the validation set that were asked for, by their places from 0. Contributions are Shapley values of the score, before the link; with what they start from they sum to it.")];
        try
        {
            foreach (ExplainedRow row in subject.Ask.Explain(subject.Options.ExplainRows)) parts.AddRange(Of(subject, row));
        }
        catch (NotSupportedException refused)
        {
            parts.Add(new NotePart($"Contributions are not told: {refused.Message}."));
        }
        return new ReportSection("rows", "Chosen rows", parts);
    }

    private static IEnumerable<ReportPart> Of(ReportSubject subject, ExplainedRow row)
    {
        IReadOnlyList<string> classes = subject.Facts.Outcome.ClassNames;
        int columns = row.Columns.Count;
        // Of several classes the score of the most likely one is explained.
        int score = row.Expected.Length == 1 ? 0 : Array.IndexOf(row.Predictions, row.Predictions.Max());
        (string Column, Metric Contribution)[] own = [.. row.Columns.Select((column, i) => (column, Metric.Point(row.Contributions[(score * columns) + i]))).OrderByDescending(static c => Math.Abs(c.Item2.Value))];
        string said = row.Predictions.Length == 1
            ? $"predicted {(classes.Count > 0 ? $"with probability {ReportText.Of(row.Predictions[0])} to be {Visible.Of(classes[^1])}" : ReportText.Of(row.Predictions[0]))}"
            : $"most likely {Visible.Of(classes[score])}, with probability {ReportText.Of(row.Predictions[score])}";
        yield return Plots.Ranges(
            FormattableString.Invariant($"Row {row.Place}"), $"{said}; the score starts from {ReportText.Of(row.Expected[score])} and comes to {ReportText.Of(row.Expected[score] + own.Sum(static c => c.Contribution.Value))}.",
            "contribution to the score", "column or feature", [.. own.Take(MostDrawn)]) with
        {
            Table = new TablePart(
                "Contributions", ["column or feature", "value", "contribution"],
                [.. own.Select(c => new ReportCell[] { c.Column, row.Values.GetValueOrDefault(c.Column, ""), c.Contribution })]),
        };
    }
}
