using MlDsl.Training;

namespace MlDsl.Reports;

/// <summary>Which columns the model leans on, and how its predictions move along them.</summary>
internal static class ImportanceSection
{
    private const int MostShuffled = 200, MostDrawn = 20;

    /// <summary>The columns with what they weigh, from the most important down; empty where it cannot be measured, which <paramref name="problem"/> tells.</summary>
    public static IReadOnlyList<ColumnImportance> Measure(ReportSubject subject, out string? problem)
    {
        problem = null;
        if (subject.Rows.Of < 2) problem = "Values cannot be shuffled among one row.";
        else if (subject.Columns.Count > MostShuffled) problem = $"Each of {subject.Columns.Count} columns would have to be shuffled: columns are ordered by what they contribute.";
        if (problem is not null) return [];
        try
        {
            return subject.Ask.Importance(new PermutationImportanceOptions { MaxRows = subject.Options.ImportanceRows, Level = subject.Options.Evaluation.Level, Seed = subject.Options.Evaluation.Seed });
        }
        catch (EvaluationException refused)
        {
            problem = $"It could not be measured what shuffled columns cost: {refused.Message}.";
            return [];
        }
    }

    /// <summary>The mean sizes of contributions, the largest first; empty where the predictor tells none.</summary>
    public static IReadOnlyList<ColumnContribution> Contributions(ReportSubject subject, out string? problem)
    {
        problem = null;
        try
        {
            return subject.Ask.Contributions();
        }
        catch (NotSupportedException refused)
        {
            problem = $"Contributions are not told: {refused.Message}.";
            return [];
        }
    }

    public static ReportSection Of(ReportSubject subject, IReadOnlyList<ColumnImportance> importance, string? unmeasured, IReadOnlyList<ColumnContribution> contributions, string? untold)
    {
        List<ReportPart> parts = [];
        if (unmeasured is not null) parts.Add(new NotePart(unmeasured));
        if (importance.Count > 0)
        {
            parts.Add(new NotePart($"By how much the loss grows when a column's values are shuffled among {ReportText.Rows(importance[0].Rows)}; intervals are over shuffles. Of two columns that tell the same either may seem to matter little. What matters here predicts; it need not be a cause."));
            parts.Add(Plots.Ranges("What shuffled columns cost", $"{importance[0].Column} matters most: {importance[0].Increase}.", "growth of the loss", "column", [.. importance.Take(MostDrawn).Select(static i => (i.Column, i.Increase))]) with
            {
                Table = new TablePart("Growth of the loss when a column is shuffled", ["column", "growth of the loss"], [.. importance.Select(static i => new ReportCell[] { i.Column, i.Increase })]),
            });
        }
        if (untold is not null) parts.Add(new NotePart(untold));
        if (contributions.Count > 0)
        {
            parts.Add(Plots.Ranges("What columns contribute", $"The mean size of each column's contribution to the score (Shapley values); the largest is that of {contributions[0].Column}: {contributions[0].Mean}.", "mean size of the contribution", "column or feature", [.. contributions.Take(MostDrawn).Select(static c => (c.Column, c.Mean))]) with
            {
                Table = new TablePart("Mean size of contributions", ["column or feature", "contribution"], [.. contributions.Select(static c => new ReportCell[] { c.Column, c.Mean })]),
            });
        }
        parts.AddRange(Dependences(subject, Order(subject, importance, contributions)));
        return new ReportSection("importance", "What the model leans on", parts);
    }

    /// <summary>The columns from the most important down, by their names: those that nothing is known of come last.</summary>
    public static IReadOnlyList<string> Order(ReportSubject subject, IReadOnlyList<ColumnImportance> importance, IReadOnlyList<ColumnContribution> contributions)
    {
        Dictionary<string, string> names = [];
        foreach (ReportColumn column in subject.Columns) (names[column.Schema.Name], names[column.Schema.Member]) = (column.Schema.Name, column.Schema.Name);
        IEnumerable<string> known = importance.Count > 0 ? importance.Select(static i => i.Column) : contributions.Select(static c => c.Column);
        return [.. known.Where(names.ContainsKey).Select(name => names[name]).Concat(subject.Columns.Select(static c => c.Schema.Name)).Distinct()];
    }

    private static IEnumerable<ReportPart> Dependences(ReportSubject subject, IReadOnlyList<string> order)
    {
        ReportOptions options = subject.Options;
        ReportColumn[] shown = [.. order.Select(name => subject.Columns.First(c => c.Schema.Name == name)).Where(static c => c.ShowsValues || c.Schema.Role == ColumnRole.EventTime).Take(options.DependenceColumns)];
        if (shown.Length == 0 || subject.Rows.Of < options.MinCellRows) yield break;
        var asked = new PartialDependenceOptions { MaxRows = Math.Min(options.ImportanceRows, PartialDependenceOptions.Default.MaxRows), Intervals = options.Evaluation };
        yield return new NotePart("What is predicted on average when a column has one value or another in every row, the others staying as they are: where columns depend on each other, rows are asked for that there are not.");
        foreach (ReportColumn column in shown)
            if (DependencePlot.Of(subject, column, subject.Ask.Dependence(column.Schema.Name, asked)) is { } plot) yield return plot;
    }
}
