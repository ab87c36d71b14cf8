namespace MlDsl.Training;

/// <summary>
/// Weighted mean and spread of many columns, of which only the non-zero entries are seen.
/// </summary>
/// <remarks>
/// Sums are taken of the distances from the first entry seen, so that a column of large, nearly equal numbers keeps its
/// variance and a constant one has exactly 0.
/// </remarks>
internal sealed class ColumnMoments(int width)
{
    private readonly double[] weight = new double[width];
    private readonly double[] shift = new double[width];
    private readonly double[] sum = new double[width];
    private readonly double[] square = new double[width];

    public static long BytesPerColumn => 4 * sizeof(double);

    public void Add(int column, double value, double rowWeight)
    {
        if (weight[column] == 0)
            shift[column] = value;
        double distance = value - shift[column];
        weight[column] += rowWeight;
        sum[column] += rowWeight * distance;
        square[column] += rowWeight * distance * distance;
    }

    /// <summary>Adds what another part of the rows held.</summary>
    public void Merge(ColumnMoments other)
    {
        for (int column = 0; column < width; column++)
        {
            double here = weight[column], there = other.weight[column];
            if (there == 0)
                continue;
            if (here == 0)
                shift[column] = other.shift[column];
            // The other part's sums, moved to this part's shift.
            double move = other.shift[column] - shift[column];
            square[column] += other.square[column] + (2 * move * other.sum[column]) + (there * move * move);
            sum[column] += other.sum[column] + (there * move);
            weight[column] = here + there;
        }
    }

    /// <summary>The share of the weight whose entry is not 0, and mean and variance with the zeros counted.</summary>
    public (double Share, double Mean, double Variance) Finish(int column, double totalWeight)
    {
        double here = weight[column];
        if (here == 0)
            return default;
        double offset = sum[column] / here;
        double mean = shift[column] + offset;
        double spread = Math.Max(0, square[column] - (sum[column] * offset));
        double zeros = Math.Max(0, totalWeight - here);
        return (here / totalWeight, mean * here / totalWeight, (spread + (mean * mean * here / totalWeight * zeros)) / totalWeight);
    }
}
