using MlDsl.Training;

namespace MlDsl.Labels;

/// <summary>How far rows are from their nearest neighbours in all numeric columns together.</summary>
/// <remarks>Ramaswamy, Rastogi and Shim (2000), "Efficient Algorithms for Mining Outliers from Large Data Sets"; the mean over neighbours: Angiulli and Pizzuti (2002).</remarks>
internal static class NeighbourDistances
{
    private const int Neighbours = 5;

    /// <summary>
    /// The mean distance to five neighbours; null where there are fewer than two columns or twenty rows. Columns are counted in robust deviations; what is missing is at the median.
    /// </summary>
    /// <param name="columns">The columns, of numbers.</param>
    /// <param name="among">Among how many rows, chosen at random, neighbours are looked for.</param>
    /// <param name="seed">Which rows those are.</param>
    public static double[]? Of(IReadOnlyList<double[]> columns, int among, ulong seed)
    {
        double[][] scaled = [.. columns.Select(Scaled).OfType<double[]>()];
        if (scaled.Length < 2 || scaled[0].Length < 20) return null;
        int rows = scaled[0].Length;
        ulong stream = EvaluationRandom.Stream(seed, rows);
        int[] others = [.. Enumerable.Range(0, rows).OrderBy(row => EvaluationRandom.At(stream, (ulong)row)).Take(among)];
        var distances = new double[rows];
        Parallel.For(0, rows, row => distances[row] = Mean(scaled, row, others));
        return distances;
    }

    private static double Mean(double[][] columns, int row, int[] others)
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
            for (; place > 0 && nearest[place - 1] > square; place--) nearest[place] = nearest[place - 1];
            nearest[place] = square;
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
