namespace MlDsl.Reports;

/// <summary>A cluster on a plane: its centre and the ellipse that would hold half of normal rows of the same means and covariance.</summary>
internal sealed record PlaneCluster(int Cluster, int Rows, double CenterX, double CenterY, double[] X, double[] Y);

/// <summary>
/// The plane of the two directions in which features differ most: principal components of the features as they are scaled, by power iteration from a stated start. No row is on it: clusters are told by their means and covariances.
/// </summary>
/// <param name="First">The share of the variance along the first direction.</param>
/// <param name="Second">The share along the second.</param>
/// <param name="Clusters">The clusters with enough rows, by their numbers.</param>
internal sealed record PrincipalPlane(double First, double Second, IReadOnlyList<PlaneCluster> Clusters)
{
    private const int Iterations = 200, EllipsePoints = 49;

    // Half of normal rows of two dimensions lie within this many deviations: the root of the median of χ² with two degrees of freedom.
    private static readonly double HalfRadius = Math.Sqrt(2 * Math.Log(2));

    /// <summary>The plane; null where all rows are alike.</summary>
    /// <param name="features">The rows.</param>
    /// <param name="clusters">The cluster of each.</param>
    /// <param name="count">How many clusters there are.</param>
    /// <param name="least">The fewest rows of a cluster that is told.</param>
    public static PrincipalPlane? Of(RowFeatures features, int[] clusters, int count, int least)
    {
        int rows = features.Count, width = features.Width;
        double[] means = new double[width], centered = new double[rows * width];
        for (int i = 0; i < centered.Length; i++) means[i % width] += features.Values[i] / (double)rows;
        double total = 0, size = 0;
        for (int i = 0; i < centered.Length; i++)
        {
            centered[i] = features.Values[i] - means[i % width];
            total += centered[i] * centered[i];
            size += (double)features.Values[i] * features.Values[i];
        }
        // What is left of rounding is no direction.
        if (!(total > 1e-12 * size) || !double.IsFinite(total)) return null;
        double[] first = Direction(centered, width, null, total), second = Direction(centered, width, first, total);
        double[] x = Along(centered, width, first), y = Along(centered, width, second);
        PlaneCluster[] told =
        [
            .. Enumerable.Range(0, count).Select(cluster => (Cluster: cluster, Rows: Enumerable.Range(0, rows).Where(row => clusters[row] == cluster).ToArray()))
                .Where(c => c.Rows.Length >= least).Select(c => Cluster(c.Cluster, [.. c.Rows.Select(row => x[row])], [.. c.Rows.Select(row => y[row])])),
        ];
        return told.Length == 0 ? null : new PrincipalPlane(x.Sum(static v => v * v) / total, y.Sum(static v => v * v) / total, told);
    }

    private static double[] Direction(double[] rows, int width, double[]? across, double total)
    {
        // No direction is at right angles to this start but by design.
        double[] direction = [.. Enumerable.Range(0, width).Select(static i => 1 + Math.Sin(1 + (i * 2.399963)))];
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            var next = new double[width];
            double[] along = Along(rows, width, direction);
            for (int row = 0; row < along.Length; row++)
                for (int i = 0; i < width; i++) next[i] += along[row] * rows[(row * width) + i];
            Clear(next, across);
            double size = Math.Sqrt(next.Sum(static v => v * v));
            // Beside the first direction there is nothing but what rounding left.
            if (!(size > 1e-12 * total)) return new double[width];
            for (int i = 0; i < width; i++) next[i] /= size;
            Clear(next, across);
            double turned = next.Zip(direction, static (a, b) => Math.Abs(a - b)).Max();
            direction = next;
            if (turned < 1e-10) break;
        }
        // A direction has two signs: that of its largest part is positive.
        return direction.MaxBy(Math.Abs) < 0 ? Array.ConvertAll(direction, static v => -v) : direction;
    }

    // Takes away what lies along another direction.
    private static void Clear(double[] direction, double[]? across)
    {
        if (across is null) return;
        double shared = direction.Zip(across, static (a, b) => a * b).Sum();
        for (int i = 0; i < direction.Length; i++) direction[i] -= shared * across[i];
    }

    private static double[] Along(double[] rows, int width, double[] direction)
    {
        var along = new double[rows.Length / width];
        for (int i = 0; i < rows.Length; i++) along[i / width] += rows[i] * direction[i % width];
        return along;
    }

    private static PlaneCluster Cluster(int cluster, double[] x, double[] y)
    {
        double meanX = x.Average(), meanY = y.Average(), xx = 0, xy = 0, yy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            xx += (x[i] - meanX) * (x[i] - meanX) / x.Length;
            xy += (x[i] - meanX) * (y[i] - meanY) / x.Length;
            yy += (y[i] - meanY) * (y[i] - meanY) / x.Length;
        }
        // The root of the covariance by Cholesky's way carries the circle to the ellipse.
        double a = Math.Sqrt(xx), b = a > 0 ? xy / a : 0, c = Math.Sqrt(Math.Max(0, yy - (b * b)));
        double[] angles = [.. Enumerable.Range(0, EllipsePoints).Select(static i => 2 * Math.PI * i / (EllipsePoints - 1))];
        return new PlaneCluster(
            cluster, x.Length, meanX, meanY,
            [.. angles.Select(angle => meanX + (HalfRadius * a * Math.Cos(angle)))], [.. angles.Select(angle => meanY + (HalfRadius * ((b * Math.Cos(angle)) + (c * Math.Sin(angle)))))]);
    }
}
