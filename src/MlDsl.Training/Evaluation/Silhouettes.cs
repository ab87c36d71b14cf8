namespace MlDsl.Training;

/// <summary>How much nearer rows are to their own cluster than to the next one.</summary>
/// <remarks>
/// Rousseeuw (1987), "Silhouettes: a graphical aid to the interpretation and validation of cluster analysis": (b − a)/max(a, b), with a the mean distance from the other rows of the cluster and b the least mean distance from the
/// rows of another one; 0 for a row that is alone. Distances are Euclidean, each row's weight counts in means.
/// </remarks>
internal static class Silhouettes
{
    /// <summary>The silhouette of each row, from −1 to 1; all 0 where there is one cluster.</summary>
    /// <param name="rows">The features, row-major.</param>
    /// <param name="width">The positions of a row.</param>
    /// <param name="clusters">The cluster of each row, from 0.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="weights">The weight of each row; empty where each is 1.</param>
    /// <param name="threads">How many threads measure.</param>
    public static double[] Of(float[] rows, int width, int[] clusters, int count, float[] weights, int threads)
    {
        var sizes = new double[count];
        for (int row = 0; row < clusters.Length; row++) sizes[clusters[row]] += Weight(row);
        var silhouettes = new double[clusters.Length];
        Parallel.For(0, clusters.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, row => silhouettes[row] = At(row));
        return silhouettes;

        double Weight(int row) => weights.Length == 0 ? 1 : weights[row];

        double At(int row)
        {
            var sums = new double[count];
            ReadOnlySpan<float> own = rows.AsSpan(row * width, width);
            for (int other = 0; other < clusters.Length; other++)
            {
                ReadOnlySpan<float> point = rows.AsSpan(other * width, width);
                double sum = 0;
                for (int i = 0; i < width; i++)
                {
                    double difference = (double)own[i] - point[i];
                    sum += difference * difference;
                }
                sums[clusters[other]] += Weight(other) * Math.Sqrt(sum);
            }
            int cluster = clusters[row];
            // The row itself is at distance 0; of a weight of 2 it has a double there.
            double others = sizes[cluster] - Math.Min(1, Weight(row)), next = double.PositiveInfinity;
            if (others <= 0) return 0;
            for (int k = 0; k < count; k++)
                if (k != cluster && sizes[k] > 0) next = Math.Min(next, sums[k] / sizes[k]);
            double within = sums[cluster] / others, most = Math.Max(within, next);
            return double.IsInfinity(next) || most == 0 ? 0 : (next - within) / most;
        }
    }
}
