using MlDsl.Training;

namespace MlDsl.Reports;

/// <summary>How rows were split, what stands on two sides, and what is known to keep the answer out of the question.</summary>
internal static class SplitSection
{
    public static ReportSection Of(ReportSubject subject)
    {
        List<ReportPart> parts = [];
        if (subject.Split is { } split)
        {
            List<(string, ReportCell)> facts =
            [
                ("how", split.Description.ToString()), ("training rows", split.Train), ("validation rows", split.Validation), ("test rows", split.Test),
                ("validation rows that stand in train, too", split.Duplicates.ValidationInTrain), ("test rows that stand in train or validation, too", split.Duplicates.TestInDevelopment),
            ];
            if (split.Duplicates.TestLinesInDevelopment is { } lines) facts.Add(("of these, letter for letter", lines));
            if (split.Embargoed > 0) facts.Add(("rows of no side, within the embargo", split.Embargoed));
            if (split is { Earliest: { } earliest, Latest: { } latest }) facts.Add(split.Description.CountsSteps ? ("steps", $"{EventSteps.Text(earliest.Ticks, true)} to {EventSteps.Text(latest.Ticks, true)}") : ("in time", FormattableString.Invariant($"{earliest:yyyy-MM-dd} to {latest:yyyy-MM-dd}")));
            parts.Add(new FactsPart(facts));
            parts.AddRange(Duplicated(split));
            parts.AddRange(Fitted(subject.Facts.Card.DataFingerprint, split));
        }
        else
        {
            parts.Add(new FactsPart([("how the model's training rows were chosen", subject.Facts.Card.Split)]));
            parts.Add(new NotePart("How many rows stand on two sides is not told: give the split to WriteReport."));
        }
        parts.AddRange(Guards(subject));
        if (subject.Options.Check is { } check) parts.AddRange(Checked(check, subject.Facts.Card.Rows));
        else parts.Add(new NotePart("The rows themselves were not checked for leaks: 'mldsl check --json' does it, and ReportOptions.Check shows what it says."));
        return new ReportSection("split", "Split and leakage", parts);
    }

    /// <summary>What a look at the rows found.</summary>
    /// <param name="check">What it said.</param>
    /// <param name="trained">How many rows the model learned from.</param>
    public static IEnumerable<ReportPart> Checked(CheckFindings check, long trained)
    {
        if (check.Rows < trained)
            yield return new NotePart($"The look at {Visible.Of(check.File)} was at {ReportText.Rows(check.Rows)}, the model learned from {ReportText.Rows(trained)}: not all of these were looked at.") { IsWarning = true };
        if (check.Findings.Count == 0)
        {
            yield return new NotePart($"A look at {ReportText.Rows(check.Rows)} of {Visible.Of(check.File)} found nothing that 'mldsl check' tells: no copy of the label, and of features that tell it alone, keys that determine it, rows that stand twice and times that are later nothing above the bounds from which on it speaks.");
            yield break;
        }
        yield return new NotePart($"A look at {ReportText.Rows(check.Rows)} of {Visible.Of(check.File)} found {(check.Findings.Count == 1 ? "something" : $"{check.Findings.Count} things")} by which the model would seem better than it is.") { IsWarning = true };
        bool isMeasured = check.Findings.Any(static f => f.Impact is not null);
        yield return new TablePart(
            "What was found in the rows", ["kind", "columns", "what was seen", .. isMeasured ? (string[])["what it adds to a model's figures"] : [], "way out"],
            [
                .. check.Findings.Select(f => (ReportCell[])
                [
                    Visible.Of(f.Kind), string.Join(", ", f.Columns.Select(static c => Visible.Of(c))), Visible.Of(f.Problem),
                    .. isMeasured ? (ReportCell[])[Visible.Of(f.Impact ?? "")] : [], Visible.Of(f.WayOut),
                ]),
            ]);
    }

    private static IEnumerable<ReportPart> Duplicated(SplitFacts split)
    {
        double validation = (double)split.Duplicates.ValidationInTrain / Math.Max(split.Validation, 1), test = (double)split.Duplicates.TestInDevelopment / Math.Max(split.Test, 1);
        if (Math.Max(validation, test) > 0.01)
            yield return new NotePart($"{ReportText.Percent(validation)} of the validation rows and {ReportText.Percent(test)} of the test rows stand on an earlier side, too: a model need not predict what it has learned by heart.") { IsWarning = true };
    }

    private static IEnumerable<ReportPart> Fitted(string fingerprint, SplitFacts split)
    {
        if (fingerprint == split.TrainFingerprint) yield break;
        yield return new NotePart(fingerprint == split.DevelopmentFingerprint
            ? "The model was fitted on all development rows, the validation rows among them: the figures of this page are too good."
            : "The model was fitted on other rows than this split's training side: whether validation rows are among them is not known, and where they are the figures of this page are too good.")
        { IsWarning = true };
    }

    private static IEnumerable<ReportPart> Guards(ReportSubject subject)
    {
        ColumnSchema[] held = [.. subject.Schema.Columns.Where(static c => !c.IsInput && c.Role is ColumnRole.None or ColumnRole.Id)];
        bool isGrouped = subject.Schema.Columns.Any(static c => c.Role == ColumnRole.Group), isTimed = subject.Schema.Columns.Any(static c => c.Role == ColumnRole.EventTime);
        string method = subject.Facts.Card.Split.Split(':')[0];
        List<ReportCell[]> rows =
        [
            ["kept from the model: after the outcome, or names of rows", held.Length == 0 ? "no column" : string.Join(", ", held.Select(static c => c.Name))],
            ["groups stay on one side", !isGrouped ? "rows have no group" : method == nameof(SplitMethod.Group) ? "yes" : $"the split is {method}"],
            ["later rows are predicted from earlier ones", !isTimed ? "rows have no time" : method is nameof(SplitMethod.Time) or nameof(SplitMethod.RollingOrigin) ? "yes" : $"the split is {method}"],
            ["what is learned of columns is learned of", "training rows only"],
            ["times that the test side was assessed", subject.Test is { } test ? (long)test.Times : "not told"],
        ];
        yield return new TablePart("What keeps the answer out of the question", ["guard", "here"], rows);
        ModelCard card = subject.Facts.Card;
        yield return new NotePart(card.LeakageRules is { } rules
            ? $"The model's project was built under the rules on leakage of version {rules}; it accepts {(card.AcceptedRisks.Count == 0 ? "none of their findings" : "what follows")}. What '#pragma' and editor settings silence is told by 'mldsl analyze --accepted' only."
            : "The model's project was built without the rules on leakage, or it has no type of its own.");
        if (card.AcceptedRisks.Count > 0)
            yield return new TablePart("Accepted risks", ["rule", "where", "why"], [.. card.AcceptedRisks.Select(static r => (ReportCell[])[r.Rule, r.Place, r.Reason])]);
    }
}
