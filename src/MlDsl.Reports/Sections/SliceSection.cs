namespace MlDsl.Reports;

/// <summary>Where the model is worse than elsewhere, and what the largest errors have in common.</summary>
internal static class SliceSection
{
    private const int MostColumns = 200, MostDrawn = 15;

    /// <summary>The section.</summary>
    /// <param name="subject">What is reported.</param>
    /// <param name="importance">The columns from the most important down.</param>
    public static ReportSection Of(ReportSubject subject, IReadOnlyList<string> importance)
    {
        if (RowLosses.Of(subject.Metrics, subject.Rows, subject.Rows.Predictions) is not var (name, losses))
            return new ReportSection("slices", "Worst slices", [new NotePart("Rows of this task have no loss of their own: slices are not searched.")]);
        ReportColumn[] columns = [.. importance.Take(MostColumns).Select(column => subject.Columns.First(c => c.Schema.Name == column))];
        int least = subject.Options.Evaluation.MinSliceRows;
        SliceSearchResult result = SliceSearch.Search(subject.Rows, losses, columns, least, subject.Options.Evaluation.Level, subject.Options.Evaluation.Seed);
        List<ReportPart> parts =
        [
            new NotePart($"Half of {subject.Rows.Named} chose which slices to try, of {ReportText.Count(result.Looked)} of one column or two with at least {least} rows; the other half, which had no say in it, measured the {result.Tried} that looked worst. With a probability of at least 95 % none of those that are named is named by chance (Holm's method), and no difference is large because it was chosen."),
        ];
        if (result.Found.Count == 0)
        {
            parts.Add(new NotePart(result.Looked == 0 ? "There are too few rows to cut slices of." : $"On no slice is the {name} confirmed to be larger than elsewhere."));
        }
        else
        {
            parts.Add(Plots.Ranges("By how much the loss is larger than elsewhere", $"The {name} is larger most of all where {result.Found[0].Name}: by {result.Found[0].Difference}.", $"more {name} than elsewhere", "slice", [.. result.Found.Take(MostDrawn).Select(static s => (s.Name, s.Difference))]) with
            {
                Table = new TablePart(
                    "Slices that are worse", ["slice", "rows", $"{name} there", "elsewhere", "difference", "adjusted p"],
                    [.. result.Found.Select(static s => new ReportCell[] { s.Name, (long)s.Rows, s.Mean, s.Elsewhere, s.Difference, s.Probability })]),
            });
        }
        if (ErrorGroups.Of(subject.Rows, losses, columns, 2 * least, out double taken) is { Count: > 0 } groups)
        {
            parts.Add(new TablePart(
                $"What the {ReportText.Percent(taken)} of the rows with the largest {name} have more of than all rows", ["rows where", "share of the largest errors", "share of all rows", "times as many as among the other errors, 95 % for all together"],
                [.. groups.Select(static g => new ReportCell[] { g.Name, ReportCell.Share(g.OfLargest), ReportCell.Share(g.OfAll), g.Times })]));
        }
        return new ReportSection("slices", "Worst slices", parts);
    }
}
