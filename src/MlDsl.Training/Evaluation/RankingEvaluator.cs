namespace MlDsl.Training;

/// <summary>Measures how rows are ranked within their queries.</summary>
public static class RankingEvaluator
{
    private static readonly EvaluationOptions Plain = new() { Resamples = 0, Cutoffs = [] };

    /// <summary>Measures scores against grades.</summary>
    /// <remarks>
    /// Rows of a query need not stand together. Sums are made in double. Holds 24 bytes a row while it measures, 4 more of a weight, and of a query
    /// 8 for each metric. Intervals come from resampled queries.
    /// </remarks>
    /// <param name="grades">The grade of each row: a whole number from 0 (not relevant) to 30.</param>
    /// <param name="scores">The score of each row, finite; a higher one ranks before a lower one.</param>
    /// <param name="rows">The query of each row as its group, which must be there; weights, slices and the name of the side.</param>
    /// <param name="options">Cut-offs, empty queries, resamples, level, seed and threads; <see cref="EvaluationOptions.Default"/> where null.</param>
    /// <exception cref="EvaluationException">There are no rows, or one holds what cannot be measured.</exception>
    /// <exception cref="ArgumentException">Lengths differ, or rows have no group.</exception>
    public static RankingMetrics Evaluate(ReadOnlySpan<float> grades, ReadOnlySpan<float> scores, EvaluationRows rows, EvaluationOptions? options = null)
    {
        options ??= EvaluationOptions.Default;
        KeptRows kept = Kept(grades, scores, rows);
        return Measure(kept, default, options) with
        {
            Slices = SliceRows.Measure(kept, options, filter => Measure(kept, filter, options)),
        };
    }

    /// <summary>The NDCG of all rows of a query, as a mean over queries with a relevant row; NaN where there is none.</summary>
    internal static double Ndcg(ReadOnlySpan<float> grades, ReadOnlySpan<float> scores, EvaluationRows rows)
    {
        var measurement = new RankingMeasurement(Kept(grades, scores, rows), default, isConstant: false, Plain);
        return Bootstrap.Run(measurement, Plain)[0].Value;
    }

    private static KeptRows Kept(ReadOnlySpan<float> grades, ReadOnlySpan<float> scores, EvaluationRows rows)
    {
        EvaluationChecks.Length(grades.Length, scores.Length, nameof(scores));
        if (rows.Groups.IsEmpty && !grades.IsEmpty)
            throw new ArgumentException("Rows are ranked within their queries: give the query of each row as its group", nameof(rows));
        EvaluationChecks.Length(grades.Length, rows.Groups.Length, "groups");
        var scored = new ulong[grades.Length];
        for (int row = 0; row < scored.Length; row++)
        {
            if (Grades.Problem(grades[row]) is { } problem) throw EvaluationChecks.Bad(row, "grade", grades[row], problem, rows.Side);
            if (!float.IsFinite(scores[row])) throw EvaluationChecks.Bad(row, "score", scores[row], "a finite number", rows.Side);
            scored[row] = KeptRows.Pack(grades[row], scores[row]);
        }

        // Numbers for the groups: of their hashes, two in 4 bytes might become one query.
        var kept = KeptRows.Of(scored, new EvaluationRows { Weights = rows.Weights, Groups = RankedQueries.Number(rows.Groups), Slices = rows.Slices, Side = rows.Side });
        EvaluationChecks.Rows(kept);
        return kept;
    }

    private static RankingMetrics Measure(KeptRows rows, RowFilter filter, EvaluationOptions options)
    {
        RankingMetrics own = Measure(rows, filter, isConstant: false, options);
        return own with { Baseline = Measure(rows, filter, isConstant: true, options with { Resamples = 0 }) };
    }

    private static RankingMetrics Measure(KeptRows rows, RowFilter filter, bool isConstant, EvaluationOptions options)
    {
        var measurement = new RankingMeasurement(rows, filter, isConstant, options);
        Metric[] metrics = Bootstrap.Run(measurement, options);
        return new RankingMetrics
        {
            Rows = filter.Count(rows),
            Queries = measurement.Queries,
            EmptyQueries = measurement.EmptyQueries,
            EmptyQueryPolicy = options.EmptyQueries,
            Level = options.PrintedLevel,
            Cutoffs = [.. options.Cutoffs.Select((cutoff, i) => new CutoffMetric(cutoff, metrics[i]))],
            Ndcg = metrics[^3],
            Map = metrics[^2],
            Mrr = metrics[^1],
        };
    }
}
