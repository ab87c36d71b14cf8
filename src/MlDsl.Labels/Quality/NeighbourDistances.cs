using MlDsl.Training;

namespace MlDsl.Labels;

/// <summary>How far rows are from their nearest neighbours in all numeric columns together, beside how far these are from theirs: in a thin place all are far from each other.</summary>
/// <remarks>
/// Breunig, Kriegel, Ng and Sander (2000), "LOF: Identifying Density-Based Local Outliers", without reachability: the simplified factor of Schubert, Zimek and Kriegel (2014), "Local
/// Outlier Detection Reconsidered".
/// </remarks>
internal static class NeighbourDistances
{
    private const int Neighbours = 5;

    /// <summary>
    /// The mean distance of each row to five neighbours as a multiple of theirs; null where there are fewer than two columns or twenty rows. Columns are counted in robust deviations; what is missing
    /// is at the median. Rows that five others are equal to are at 0.
    /// </summary>
    /// <param name="columns">The columns, of numbers.</param>
    /// <param name="among">Among how many rows, chosen at random, neighbours are looked for.</param>
    /// <param name="seed">Which rows those are.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static double[]? Of(IReadOnlyList<double[]> columns, int among, ulong seed, CancellationToken cancellation = default)
    {
        double[][] scaled = [.. columns.Select(Scaled).OfType<double[]>()];
        if (scaled.Length < 2 || scaled[0].Length < 20) return null;
        int rows = scaled[0].Length;
        ulong stream = EvaluationRandom.Stream(seed, rows);
        int[] others = [.. Enumerable.Range(0, rows).OrderBy(row => EvaluationRandom.At(stream, (ulong)row)).Take(among)];
        var distances = new double[rows];
        var neighbours = new int[rows * Neighbours];
        Parallel.For(0, rows, new ParallelOptions { CancellationToken = cancellation }, row => distances[row] = Mean(scaled, row, others, neighbours.AsSpan(row * Neighbours, Neighbours)));
        // What rows of which five are one are compared with.
        double[] positive = [.. distances.Where(static distance => distance > 0).Order()];
        return [.. distances.Select((distance, row) =>
        {
            if (distance == 0) return 0;
            double theirs = 0;
            foreach (int neighbour in neighbours.AsSpan(row * Neighbours, Neighbours)) theirs += distances[neighbour] / Neighbours;
            return distance / (theirs > 0 ? theirs : positive[positive.Length / 2]);
        })];
    }

    private static double Mean(double[][] columns, int row, int[] others, Span<int> neighbours)
    {
        Span<double> nearest = stackalloc double[Neighbours];
        nearest.Fill(double.PositiveInfinity);
        foreach (int other in others)
        {
            if (other == row) continue;
            double square = 0;
            for (int i = 0; i < columns.Length && square < nearest[^1]; i++)
            {
                double step = columns[i][row] - columns[i][other];
                square += step * step;
            }
            if (square >= nearest[^1]) continue;
            int place = Neighbours - 1;
            for (; place > 0 && nearest[place - 1] > square; place--) (nearest[place], neighbours[place]) = (nearest[place - 1], neighbours[place - 1]);
            (nearest[place], neighbours[place]) = (square, other);
        }
        double sum = 0;
        foreach (double square in nearest) sum += Math.Sqrt(square);
        return sum / Neighbours;
    }

    private static double[]? Scaled(double[] numbers)
    {
        RobustScale scale = RobustScale.Of(numbers);
        return scale.Spread > 0 ? [.. numbers.Select(number => double.IsFinite(number) ? scale.Deviations(number) : 0)] : null;
    }
}
