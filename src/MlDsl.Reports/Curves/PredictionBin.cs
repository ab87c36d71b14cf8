namespace MlDsl.Reports;

/// <summary>Rows by the size of what is predicted for them: as many in each bin, so that none shows a single row.</summary>
/// <param name="Prediction">The mean prediction of the bin.</param>
/// <param name="Label">The mean label, with an interval over rows.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Low">The tenth part of the residuals, label less prediction, lies below.</param>
/// <param name="Median">Half of the residuals lie below.</param>
/// <param name="High">Nine tenths lie below.</param>
/// <param name="Covered">The share of the labels in their interval; NaN where the model has none.</param>
internal sealed record PredictionBin(double Prediction, Metric Label, int Rows, double Low, double Median, double High, double Covered)
{
    /// <summary>The bins, from the smallest prediction up.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="bins">The most bins.</param>
    /// <param name="least">The fewest rows of one.</param>
    /// <param name="level">The probability of intervals.</param>
    public static IReadOnlyList<PredictionBin> Of(ReportRows rows, int bins, int least, double level)
    {
        int[] order = [.. Enumerable.Range(0, rows.Count).Where(row => rows.Weights[row] > 0).OrderBy(row => rows.Predictions[row * rows.Outputs])];
        int count = Math.Clamp(order.Length / Math.Max(least, 1), 0, bins);
        return [.. Enumerable.Range(0, count).Select(bin => Bin(rows, order[(int)((long)order.Length * bin / count)..(int)((long)order.Length * (bin + 1) / count)], level))];
    }

    private static PredictionBin Bin(ReportRows rows, int[] own, double level)
    {
        double weight = 0, prediction = 0, label = 0, covered = 0;
        foreach (int row in own)
        {
            double each = rows.Weights[row];
            weight += each;
            prediction += each * rows.Predictions[row * rows.Outputs];
            label += each * rows.Labels[row];
            if (rows.Intervals.Length > 0 && rows.Labels[row] >= rows.Intervals[row].Low && rows.Labels[row] <= rows.Intervals[row].High) covered += each;
        }
        double[] residuals = [.. own.Select(row => (double)rows.Labels[row] - rows.Predictions[row * rows.Outputs]).Order()];
        Metric mean = WeightedMean.Of([.. own.Select(row => (double)rows.Labels[row])], [.. own.Select(row => (double)rows.Weights[row])], rows.IsGrouped ? [.. own.Select(row => rows.Keys[row])] : [], level);
        return new PredictionBin(prediction / weight, mean, own.Length, Quantile(residuals, 0.1), Quantile(residuals, 0.5), Quantile(residuals, 0.9), rows.Intervals.Length > 0 ? covered / weight : double.NaN);
    }

    /// <summary>Linear between neighbours, Hyndman and Fan's type 7; NaN of none.</summary>
    internal static double Quantile(double[] sorted, double share)
    {
        if (sorted.Length == 0) return double.NaN;
        double position = share * (sorted.Length - 1);
        int below = (int)position, above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
