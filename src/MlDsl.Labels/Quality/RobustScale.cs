namespace MlDsl.Labels;

/// <summary>Median and spread of numbers, of which a few may be anything.</summary>
/// <remarks>
/// Iglewicz and Hoaglin (1993), "How to Detect and Handle Outliers": the median of the distances to the median, and where more than half of the numbers are one, their mean, each by
/// what makes it the standard deviation of normal numbers.
/// </remarks>
/// <param name="Median">The median.</param>
/// <param name="Spread">The spread; 0 where all numbers are one.</param>
internal readonly record struct RobustScale(double Median, double Spread)
{
    private const double OfMedian = 1.482602218505602, OfMean = 1.2533141373155001;

    /// <summary>The scale of numbers; of those that are missing or infinite nothing is said.</summary>
    public static RobustScale Of(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Where(double.IsFinite).Order()];
        if (sorted.Length == 0) return default;
        double median = Middle(sorted);
        double[] distances = [.. sorted.Select(number => Math.Abs(number - median)).Order()];
        double spread = Middle(distances) * OfMedian;
        return new RobustScale(median, spread > 0 ? spread : distances.Average() * OfMean);
    }

    /// <summary>How many deviations a number is from the median; 0 where all are one.</summary>
    public double Deviations(double number) => Spread > 0 ? (number - Median) / Spread : 0;

    private static double Middle(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
