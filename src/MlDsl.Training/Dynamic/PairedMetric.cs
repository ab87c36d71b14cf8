namespace MlDsl.Training;

/// <summary>A metric by which two models are compared on the same rows, resample by resample.</summary>
/// <param name="Name">The metric's name.</param>
/// <param name="IsBetterHigh">Whether more is better.</param>
/// <param name="Measure">The metric of rows with their predictions; NaN where they do not define it.</param>
internal sealed record PairedMetric(string Name, bool IsBetterHigh, RowLoss Measure)
{
    /// <summary>The metrics of a task, the one that is asked for first before the others; none for a task that is a type of its own.</summary>
    public static IReadOnlyList<PairedMetric> Of(string task) => task switch
    {
        nameof(Regression) => [new(Metric.Rmse, false, Regression.Loss), new(Metric.Mae, false, Mae)],
        nameof(BinaryClassification) => [new(Metric.RocAuc, true, RocAuc), new(Metric.LogLoss, false, BinaryClassification.Loss)],
        nameof(MulticlassClassification) => [new(Metric.MicroAccuracy, true, Accuracy), new(Metric.LogLoss, false, MulticlassTask<string>.Loss)],
        nameof(Ranking) => [new(Metric.Ndcg, true, static (in ScoredRows rows) => 1 - Ranking.Loss(in rows))],
        _ => [],
    };

    /// <summary>The metric of one side less that of another, with an interval of paired resamples: both sides have the same rows in the same order.</summary>
    /// <param name="one">The rows as one model predicts them.</param>
    /// <param name="other">The same rows as the other does.</param>
    /// <param name="options">Resamples, level and seed. Rows are drawn by group where they have one.</param>
    /// <exception cref="ArgumentException">The sides have not the same number of rows.</exception>
    public Metric Difference(in ScoredRows one, in ScoredRows other, EvaluationOptions options)
    {
        if (one.Labels.Length != other.Labels.Length) throw new ArgumentException($"{one.Labels.Length} rows are compared with {other.Labels.Length}; compare the same rows", nameof(other));
        FoldResult left = FoldLosses.Measure(in one, Measure, 0, options, 0), right = FoldLosses.Measure(in other, Measure, 0, options, 0);
        if (left.Problem is not null || right.Problem is not null) return Metric.Undefined;
        double difference = left.Loss - right.Loss;
        double[] drawn = [.. left.Inside.Zip(right.Inside, static (own, others) => (double)own - others)];
        return drawn.Length == 0 ? Metric.Point(difference) : Bootstrap.Interval(difference, drawn, options.Level);
    }

    private static double Mae(in ScoredRows rows)
    {
        double sum = 0, total = 0;
        for (int row = 0; row < rows.Labels.Length; row++)
        {
            double weight = rows.Rows.Weights.IsEmpty ? 1 : rows.Rows.Weights[row];
            sum += weight * Math.Abs((double)rows.Labels[row] - rows.Predictions[row]);
            total += weight;
        }
        return sum / total;
    }

    private static double Accuracy(in ScoredRows rows)
    {
        double right = 0, total = 0;
        for (int row = 0; row < rows.Labels.Length; row++)
        {
            double weight = rows.Rows.Weights.IsEmpty ? 1 : rows.Rows.Weights[row];
            ReadOnlySpan<float> own = rows.Predictions.Slice(row * rows.Outputs, rows.Outputs);
            if (System.Numerics.Tensors.TensorPrimitives.IndexOfMax(own) == (int)rows.Labels[row]) right += weight;
            total += weight;
        }
        return right / total;
    }

    // The share of pairs of a positive and a negative row in which the positive one has the larger probability; equal ones count half.
    private static double RocAuc(in ScoredRows rows)
    {
        float[] predictions = rows.Predictions.ToArray();
        int[] order = [.. Enumerable.Range(0, predictions.Length)];
        Array.Sort(predictions, order);
        double below = 0, positives = 0, area = 0;
        for (int from = 0, to; from < order.Length; from = to)
        {
            double positive = 0, negative = 0;
            for (to = from; to < order.Length && predictions[to] == predictions[from]; to++)
            {
                double weight = rows.Rows.Weights.IsEmpty ? 1 : rows.Rows.Weights[order[to]];
                if (rows.Labels[order[to]] != 0) positive += weight;
                else negative += weight;
            }
            area += positive * (below + (negative / 2));
            (below, positives) = (below + negative, positives + positive);
        }
        return area / (below * positives);
    }
}
