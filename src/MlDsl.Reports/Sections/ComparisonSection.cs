namespace MlDsl.Reports;

/// <summary>The model beside another one, on the same rows.</summary>
internal static class ComparisonSection
{
    /// <summary>The section; null where there is no other model.</summary>
    public static ReportSection? Of(ReportSubject subject)
    {
        if (subject.Rival is not { } rival) return null;
        List<ReportPart> parts =
        [
            new FactsPart([("this model", subject.Facts.Title), ("the other", rival.Facts.Title), ("its trainer", rival.Facts.Card.Trainer), ("its training rows", rival.Facts.Card.Rows)]),
            rival.Table is { } table
                ? new TablePart(
                    $"On the same {ReportText.Rows(subject.Rows.Of)}", ["metric", "this model", "the other"],
                    [.. subject.Table.Own.Zip(table.Own).Select(static m => new ReportCell[] { m.First.Name, m.First.Metric, m.Second.Metric })])
                : new NotePart($"The other model cannot be measured on these rows, so nothing is compared. Of it is said: {rival.Problem}.") { IsWarning = true },
        ];
        if (rival.Table is null) return new ReportSection("comparison", "Beside another model", parts);
        if (rival.Facts.Outcome.ClassNames.SequenceEqual(subject.Facts.Outcome.ClassNames)) parts.AddRange(Paired(subject, rival));
        else parts.Add(new NotePart($"The other model knows other classes, {string.Join(", ", rival.Facts.Outcome.ClassNames.Select(static c => Visible.Of(c)))}: rows are not compared one by one.") { IsWarning = true });
        return new ReportSection("comparison", "Beside another model", parts);
    }

    private static IEnumerable<ReportPart> Paired(ReportSubject subject, Rival rival)
    {
        ReportRows rows = subject.Rows;
        if (Losses(subject, rival) is not var (name, own, other, weights, keys))
        {
            yield return new NotePart("Rows of this task have no loss of their own: they are not compared one by one.");
            yield break;
        }
        double[] differences = [.. own.Zip(other, static (mine, theirs) => mine - theirs)];
        Metric difference = WeightedMean.Of(differences, weights, keys, subject.Options.Evaluation.Level);
        yield return new TablePart(
            $"Row by row, on {rows.Named}: the {name} of this model less that of the other, below 0 where this one is better", ["of the rows", "value"],
            [
                [$"mean difference and {ReportText.Percent(subject.Options.Evaluation.Level)} interval", difference],
                ["this model is nearer", ReportCell.Share(Share(differences, weights, static d => d < 0))],
                ["the other is nearer", ReportCell.Share(Share(differences, weights, static d => d > 0))],
                ["both are alike", ReportCell.Share(Share(differences, weights, static d => d == 0))],
            ]);
        yield return new NotePart(
            !difference.HasInterval ? "There are too few rows or groups to say which is better."
            : difference.High < 0 ? $"This model is better: its {name} is smaller beyond the interval."
            : difference.Low > 0 ? $"The other model is better: its {name} is smaller beyond the interval."
            : "These rows do not tell which of the two is better.");
    }

    private static (string Name, double[] Own, double[] Other, double[] Weights, ulong[] Keys)? Losses(ReportSubject subject, Rival rival)
    {
        ReportRows rows = subject.Rows;
        if (subject.Metrics is RankingMetrics)
        {
            // Queries are the rows here; both models see the same ones.
            var (keys, own) = RowLosses.OfQueries(rows, rows.Predictions);
            return ("loss of NDCG", own, RowLosses.OfQueries(rows, rival.Predictions).Losses, [.. own.Select(static _ => 1.0)], keys);
        }
        if (RowLosses.Of(subject.Metrics, rows, rows.Predictions) is not var (name, mine) || RowLosses.Of(subject.Metrics, rows, rival.Predictions) is not var (_, theirs)) return null;
        return (name, mine, theirs, Array.ConvertAll(rows.Weights, static w => (double)w), rows.IsGrouped ? rows.Keys : []);
    }

    private static double Share(double[] differences, double[] weights, Func<double, bool> counts)
    {
        double some = 0, all = 0;
        for (int i = 0; i < differences.Length; i++)
        {
            all += weights[i];
            if (counts(differences[i])) some += weights[i];
        }
        return some / all;
    }
}
