namespace MlDsl.Reports;

/// <summary>The columns of a model's file and what was learned of them.</summary>
internal static class FeatureSection
{
    public static ReportSection Of(ModelFacts facts)
    {
        IReadOnlyList<ColumnSchema> columns = facts.Plan.Columns;
        return new ReportSection(
            "features", "Features",
            [
                new TablePart(
                    "What becomes of each column and feature method", ["column", "type", "features", "width", "least seen", "most seen"],
                    [.. facts.Plan.Encodings.Select((encoding, i) => new ReportCell[]
                    {
                        columns[i].Name, columns[i].Type, columns[i].Kind.Split('(')[0], encoding.Width, Bound(columns[i], encoding.Summary?.Least), Bound(columns[i], encoding.Summary?.Most),
                    })]),
                .. facts.Plan.Computed.Count == 0
                    ? Array.Empty<ReportPart>()
                    : [new NotePart($"Computed from other columns: {string.Join(", ", facts.Plan.Computed.Select(static c => c.Name))}.")],
            ]);
    }

    // The ends of a column are values of single rows: of what tells people apart they are not told.
    private static string Bound(ColumnSchema column, string? end) => column.Role is ColumnRole.None or ColumnRole.EventTime ? end ?? "" : "";
}
