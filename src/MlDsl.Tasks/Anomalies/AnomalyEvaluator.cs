namespace MlDsl.Training;

/// <summary>Measures how anomalies are ranked and found.</summary>
internal static class AnomalyEvaluator
{
    /// <summary>Measures rows that are held already, and sorts them where they are.</summary>
    /// <param name="rows">The label, 1 for an anomaly, and the score of each row, from 0 to 1.</param>
    /// <param name="threshold">The score from which a row is an anomaly.</param>
    /// <param name="hasLabels">Whether the labels say anything.</param>
    /// <param name="options">Cut-offs, resamples, level, seed and threads.</param>
    /// <exception cref="EvaluationException">There are no rows, or one holds what cannot be measured.</exception>
    public static AnomalyMetrics Evaluate(KeptRows rows, Probability threshold, bool hasLabels, EvaluationOptions options)
    {
        EvaluationChecks.Rows(rows);
        var ranked = new RankedRows(rows, options.Workers);
        return Measure(ranked, default, threshold, hasLabels, options) with
        {
            Slices = SliceRows.Measure(rows, options, filter => Measure(ranked, filter, threshold, hasLabels, options)),
        };
    }

    /// <summary>The area under the precision-recall curve alone; NaN where no row is an anomaly.</summary>
    public static double PrAuc(KeptRows rows)
    {
        EvaluationChecks.Rows(rows);
        var plain = EvaluationOptions.Default with { Resamples = 0 };
        return Bootstrap.Run(new BinaryMeasurement(new RankedRows(rows, plain.Workers), default, null, 0.5f), plain)[1].Value;
    }

    private static AnomalyMetrics Measure(RankedRows ranked, RowFilter filter, Probability threshold, bool hasLabels, EvaluationOptions options)
    {
        Metric[] first = Bootstrap.Run(new FirstRowsMeasurement(ranked, filter, threshold.Value, [.. options.Cutoffs]), options);
        var own = new AnomalyMetrics
        {
            Rows = filter.Count(ranked.Rows),
            Level = options.PrintedLevel,
            Threshold = threshold.Value,
            Flagged = first[0],
            Cutoffs = [.. options.Cutoffs.Select((cutoff, i) => new PrecisionAtCutoff(cutoff, hasLabels ? first[i + 1] : Metric.Undefined))],
            PrAuc = Metric.Undefined,
            RocAuc = Metric.Undefined,
            Precision = Metric.Undefined,
            Recall = Metric.Undefined,
        };
        if (!hasLabels) return own;
        var measurement = new BinaryMeasurement(ranked, filter, null, threshold.Value);
        Metric[] metrics = Bootstrap.Run(measurement, options);
        var (anomalies, confusion) = measurement.Count();
        double positives = confusion.TruePositives + confusion.FalseNegatives, share = positives / (positives + confusion.TrueNegatives + confusion.FalsePositives);
        own = own with { Anomalies = anomalies, RocAuc = metrics[0], PrAuc = metrics[1], Precision = metrics[5], Recall = metrics[6] };
        return own with { Baseline = ByChance(own, share) };
    }

    // What rows in random order have on average, of which as many are flagged. PR-AUC: as if all were equal.
    private static AnomalyMetrics ByChance(AnomalyMetrics own, double share) => own with
    {
        Level = 0,
        Flagged = Metric.Point(own.Flagged.Value),
        PrAuc = own.PrAuc.IsDefined ? Metric.Point(share) : Metric.Undefined,
        RocAuc = own.RocAuc.IsDefined ? Metric.Point(0.5) : Metric.Undefined,
        Precision = own.Precision.IsDefined ? Metric.Point(share) : Metric.Undefined,
        Recall = own.Recall.IsDefined ? Metric.Point(own.Flagged.Value) : Metric.Undefined,
        Cutoffs = [.. own.Cutoffs.Select(cutoff => cutoff with { Precision = cutoff.Precision.IsDefined ? Metric.Point(share) : Metric.Undefined })],
    };
}
