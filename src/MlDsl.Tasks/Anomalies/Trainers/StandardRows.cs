namespace MlDsl.Training;

/// <summary>Rows whose features are taken in standard deviations from their means. Sums are taken row by row, whatever the number of threads.</summary>
internal sealed class StandardRows
{
    // Features whose products are summed in one pass over the rows.
    private const int Tile = 16;

    private readonly RowMatrix rows;
    private readonly double weight;

    public StandardRows(RowMatrix rows)
    {
        this.rows = rows;
        int width = rows.Width;
        (Means, Factors) = (new double[width], new double[width]);
        double[] sums = new double[width], squares = new double[width], present = new double[width], firsts = new double[width];
        // From the first value on, so that large numbers keep their variance and one value has none.
        for (int row = 0; row < rows.Rows; row++)
        {
            weight += rows.Weights[row];
            ReadOnlySpan<float> values = rows.Row(row);
            for (int i = 0; i < width; i++)
            {
                if (float.IsNaN(values[i])) continue;
                if (present[i] == 0) firsts[i] = values[i];
                present[i] += rows.Weights[row];
                sums[i] += rows.Weights[row] * (values[i] - firsts[i]);
            }
        }
        for (int i = 0; i < width; i++) Means[i] = present[i] > 0 ? firsts[i] + (sums[i] / present[i]) : 0;
        for (int row = 0; row < rows.Rows; row++)
        {
            ReadOnlySpan<float> values = rows.Row(row);
            for (int i = 0; i < width; i++)
            {
                double from = values[i] - Means[i];
                if (!double.IsNaN(from)) squares[i] += rows.Weights[row] * from * from;
            }
        }
        for (int i = 0; i < width; i++) Factors[i] = sums[i] == 0 && squares[i] == 0 ? 0 : 1 / Math.Sqrt(squares[i] / present[i]);
    }

    /// <summary>The mean of each feature, of rows in which it is not missing; 0 where it is in all.</summary>
    public double[] Means { get; }

    /// <summary>One over the standard deviation of each; 0 where it has one value, or none.</summary>
    public double[] Factors { get; }

    /// <summary>The means of the products of standardized features, what is missing lying at the mean: symmetric, row-major.</summary>
    public double[] Correlations(TrainingControl control)
    {
        int width = rows.Width;
        var matrix = new double[width * width];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = control.Workers, CancellationToken = control.Cancellation };
        Parallel.For(0, (width + Tile - 1) / Tile, parallel, tile =>
        {
            int from = tile * Tile, to = Math.Min(from + Tile, width);
            var standard = new double[width];
            for (int row = 0; row < rows.Rows; row++)
            {
                ReadOnlySpan<float> values = rows.Row(row);
                for (int i = from; i < width; i++) standard[i] = float.IsNaN(values[i]) ? 0 : (values[i] - Means[i]) * Factors[i];
                for (int i = from; i < to; i++)
                {
                    double weighted = rows.Weights[row] * standard[i];
                    if (weighted == 0) continue;
                    Span<double> own = matrix.AsSpan(i * width, width);
                    for (int j = i; j < width; j++) own[j] += weighted * standard[j];
                }
            }
        });
        for (int i = 0; i < width; i++)
            for (int j = i; j < width; j++) matrix[(j * width) + i] = matrix[(i * width) + j] /= weight;
        return matrix;
    }
}
