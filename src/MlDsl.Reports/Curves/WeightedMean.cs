using MathNet.Numerics.Distributions;

namespace MlDsl.Reports;

/// <summary>A weighted mean with Student's interval over rows or groups: the linearized ratio estimator with clusters.</summary>
/// <remarks>
/// Cochran, "Sampling Techniques" (3rd edition, 1977), 6.3: the mean is a ratio of sums over groups, its variance that of the groups' residual sums.
/// With groups of one row and equal weights this is the textbook's standard error of a mean.
/// </remarks>
internal static class WeightedMean
{
    // The spread of fewer rows or groups says little.
    private const int FewestKeys = 10;

    /// <param name="values">The value of each row.</param>
    /// <param name="weights">Its weight.</param>
    /// <param name="keys">Its group; empty where rows are independent.</param>
    /// <param name="level">The probability of the interval.</param>
    /// <summary>The mean, without an interval of fewer than ten rows or groups; undefined where nothing has a weight.</summary>
    public static Metric Of(double[] values, double[] weights, ulong[] keys, double level)
    {
        var (mean, variance, count) = Estimate(values, weights, keys);
        if (count < FewestKeys || double.IsNaN(mean)) return Metric.Point(mean);
        double half = StudentT.InvCDF(0, 1, count - 1, (1 + level) / 2) * Math.Sqrt(variance);
        return new Metric(mean, mean - half, mean + half);
    }

    /// <summary>The mean, the variance of its error, and the number of rows or groups.</summary>
    public static (double Mean, double Variance, int Count) Estimate(double[] values, double[] weights, ulong[] keys)
    {
        double sum = 0, total = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += weights[i] * values[i];
            total += weights[i];
        }
        if (!(total > 0)) return (double.NaN, double.NaN, 0);
        double mean = sum / total;
        var (squares, count) = keys.Length == 0 ? OfRows(values, weights, mean) : OfGroups(values, weights, keys, mean);
        return (mean, count > 1 ? squares / (total * total) * count / (count - 1) : double.NaN, count);
    }

    private static (double Squares, int Count) OfRows(double[] values, double[] weights, double mean)
    {
        double squares = 0;
        int count = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (!(weights[i] > 0)) continue;
            double residual = weights[i] * (values[i] - mean);
            squares += residual * residual;
            count++;
        }
        return (squares, count);
    }

    private static (double Squares, int Count) OfGroups(double[] values, double[] weights, ulong[] keys, double mean)
    {
        var residuals = new Dictionary<ulong, double>();
        for (int i = 0; i < values.Length; i++)
            if (weights[i] > 0) residuals[keys[i]] = residuals.GetValueOrDefault(keys[i]) + (weights[i] * (values[i] - mean));
        return (residuals.Values.Sum(static r => r * r), residuals.Count);
    }
}
