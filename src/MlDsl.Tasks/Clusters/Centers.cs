namespace MlDsl.Training;

/// <summary>Centres of clusters, and Lloyd's iterations over them.</summary>
/// <remarks>Lloyd (1982), "Least squares quantization in PCM".</remarks>
internal sealed class Centers
{
    // Rows that are summed by themselves, whatever the number of threads.
    private const int PartRows = 2048;

    private readonly RowMatrix rows;
    private readonly int count;
    private readonly int[] nearest;
    private readonly double[] distances;
    private double[] points;

    /// <param name="rows">The rows.</param>
    /// <param name="points">Where the centres begin, row-major.</param>
    public Centers(RowMatrix rows, double[] points)
    {
        (this.rows, this.points, count) = (rows, points, points.Length / rows.Width);
        nearest = new int[rows.Rows];
        Array.Fill(nearest, -1);
        distances = new double[rows.Rows];
    }

    /// <summary>The centres, row-major.</summary>
    public ReadOnlySpan<double> Points => points;

    /// <summary>The cluster of each row.</summary>
    public ReadOnlySpan<int> Nearest => nearest;

    /// <summary>The sum of the rows' weighted squared distances from their centres.</summary>
    public double Inertia { get; private set; }

    /// <summary>How many iterations were made.</summary>
    public int Iterations { get; private set; }

    /// <summary>Whether no row changed its cluster at the end.</summary>
    public bool Converged { get; private set; }

    /// <summary>Moves centres until no row changes its cluster.</summary>
    /// <exception cref="OperationCanceledException">The control asked to stop.</exception>
    public void Run(int most, TrainingControl control)
    {
        int parts = (rows.Rows + PartRows - 1) / PartRows;
        var sums = new double[parts][];
        var changed = new bool[parts];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = control.Workers, CancellationToken = control.Cancellation };
        while (Iterations < most && !Converged)
        {
            Parallel.For(0, parts, parallel, part => (sums[part], changed[part]) = Assign(part * PartRows, Math.Min((part + 1) * PartRows, rows.Rows)));
            Iterations++;
            Converged = !changed.Contains(true);
            if (!Converged) Move(sums);
        }
        // Distances from where the centres are now.
        Parallel.For(0, parts, parallel, part => Assign(part * PartRows, Math.Min((part + 1) * PartRows, rows.Rows)));
        Inertia = 0;
        for (int row = 0; row < rows.Rows; row++) Inertia += rows.Weights[row] * distances[row];
    }

    // The sums of rows by cluster, behind each its weight.
    private (double[] Sums, bool Changed) Assign(int from, int to)
    {
        int width = rows.Width;
        var sums = new double[count * (width + 1)];
        bool changed = false;
        for (int row = from; row < to; row++)
        {
            int best = 0;
            double least = double.PositiveInfinity;
            for (int k = 0; k < count; k++)
            {
                double distance = rows.SquaredDistance(row, points.AsSpan(k * width, width));
                if (distance < least) (least, best) = (distance, k);
            }
            changed |= nearest[row] != best;
            (nearest[row], distances[row]) = (best, least);
            Span<double> own = sums.AsSpan(best * (width + 1), width + 1);
            float weight = rows.Weights[row];
            ReadOnlySpan<float> values = rows.Row(row);
            for (int i = 0; i < width; i++) own[i] += (double)weight * values[i];
            own[width] += weight;
        }
        return (sums, changed);
    }

    private void Move(double[][] parts)
    {
        int width = rows.Width;
        var sums = new double[count * (width + 1)];
        foreach (double[] part in parts)
            for (int i = 0; i < sums.Length; i++) sums[i] += part[i];
        var moved = new double[points.Length];
        for (int k = 0; k < count; k++)
        {
            double weight = sums[(k * (width + 1)) + width];
            if (weight == 0)
            {
                int farthest = Array.IndexOf(distances, distances.Max());
                for (int i = 0; i < width; i++) moved[(k * width) + i] = rows.Row(farthest)[i];
                // The next empty cluster takes another row.
                distances[farthest] = -1;
                continue;
            }
            for (int i = 0; i < width; i++) moved[(k * width) + i] = sums[(k * (width + 1)) + i] / weight;
        }
        points = moved;
    }

    /// <summary>Where to begin: rows drawn one after the other, in proportion to weight and squared distance from the nearest that was drawn.</summary>
    public static double[] Draw(RowMatrix rows, int count, ulong stream)
    {
        int width = rows.Width;
        var points = new double[count * width];
        double[] chances = Array.ConvertAll(rows.Weights, static weight => (double)weight), least = new double[rows.Rows];
        Array.Fill(least, double.PositiveInfinity);
        for (int k = 0; k < count; k++)
        {
            int drawn = Drawn(chances, (EvaluationRandom.At(stream, (ulong)k) >> 11) * (1.0 / (1L << 53)));
            Span<double> own = points.AsSpan(k * width, width);
            for (int i = 0; i < width; i++) own[i] = rows.Row(drawn)[i];
            for (int row = 0; row < chances.Length; row++)
            {
                least[row] = Math.Min(least[row], rows.SquaredDistance(row, own));
                chances[row] = rows.Weights[row] * least[row];
            }
        }
        return points;
    }

    // What has no chance is not drawn: there are as many different rows as are drawn.
    private static int Drawn(double[] chances, double share)
    {
        double left = share * chances.Sum();
        int last = 0;
        for (int row = 0; row < chances.Length; row++)
        {
            if (chances[row] == 0) continue;
            last = row;
            left -= chances[row];
            if (left < 0) break;
        }
        return last;
    }
}
