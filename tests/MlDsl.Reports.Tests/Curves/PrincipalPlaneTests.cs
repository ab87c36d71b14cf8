namespace MlDsl.Reports.Tests.Curves;

/// <summary>The plane of two principal components, beside closed forms.</summary>
public sealed class PrincipalPlaneTests
{
    // Two features: the eigenvalues are those of a 2 × 2 matrix.
    [Fact]
    public void ThePlaneHasTheVarianceOfItsDirections()
    {
        float[] rows = Normal(4000, 2, static (z, i) => i == 0 ? (3 * z[0]) + z[1] : z[0] - (0.5 * z[1]));
        PrincipalPlane plane = PrincipalPlane.Of(new RowFeatures([.. Enumerable.Range(0, 4000)], rows, 2), new int[4000], 1, 10)!;
        double xx = 0, xy = 0, yy = 0, meanX = Enumerable.Range(0, 4000).Average(i => rows[2 * i]), meanY = Enumerable.Range(0, 4000).Average(i => rows[(2 * i) + 1]);
        for (int i = 0; i < 4000; i++)
        {
            double x = rows[2 * i] - meanX, y = rows[(2 * i) + 1] - meanY;
            (xx, xy, yy) = (xx + (x * x), xy + (x * y), yy + (y * y));
        }
        double half = Math.Sqrt(((xx - yy) * (xx - yy) / 4) + (xy * xy)), first = ((xx + yy) / 2) + half;
        Assert.Equal(first / (xx + yy), plane.First, 1e-6);
        Assert.Equal(1, plane.First + plane.Second, 1e-6);
        Assert.Equal((0, 0), (Math.Round(plane.Clusters[0].CenterX, 6), Math.Round(plane.Clusters[0].CenterY, 6)));
    }

    // On axes of their own the ellipse's half widths are 1.1774 deviations: of normal rows half lie within it.
    [Fact]
    public void AnEllipseHoldsHalfOfNormalRows()
    {
        float[] rows = Normal(4000, 2, static (z, i) => (i == 0 ? 3 : 1) * z[i]);
        PlaneCluster cluster = Assert.Single(PrincipalPlane.Of(new RowFeatures([.. Enumerable.Range(0, 4000)], rows, 2), new int[4000], 1, 10)!.Clusters);
        double wide = (cluster.X.Max() - cluster.X.Min()) / 2, high = (cluster.Y.Max() - cluster.Y.Min()) / 2;
        double meanX = Enumerable.Range(0, 4000).Average(i => rows[2 * i]), meanY = Enumerable.Range(0, 4000).Average(i => rows[(2 * i) + 1]);
        double within = Enumerable.Range(0, 4000).Average(i => Math.Pow((rows[2 * i] - meanX) / wide, 2) + Math.Pow((rows[(2 * i) + 1] - meanY) / high, 2) <= 1 ? 1.0 : 0);
        Assert.InRange(within, 0.47, 0.53);
    }

    [Fact]
    public void RowsThatAreAllAlikeHaveNoPlane() =>
        Assert.Null(PrincipalPlane.Of(new RowFeatures([.. Enumerable.Range(0, 20)], [.. Enumerable.Repeat(2f, 40)], 2), new int[20], 1, 10));

    // The second column tells nothing that the first does not: beside the one direction is what rounding left, which is none.
    [Fact]
    public void ColumnsThatTellEachOtherHaveOneDirection()
    {
        float[] rows = [.. Enumerable.Range(0, 101).SelectMany(static i => (float[])[i, 3.28084f * i])];
        PrincipalPlane plane = PrincipalPlane.Of(new RowFeatures([.. Enumerable.Range(0, 101)], rows, 2), new int[101], 1, 10)!;
        Assert.Equal(1, plane.First, 1e-9);
        Assert.InRange(plane.First + plane.Second, 1 - 1e-9, 1 + 1e-9);
        PlaneCluster cluster = Assert.Single(plane.Clusters);
        Assert.True(cluster.X.Max() - cluster.X.Min() > 100);
        Assert.InRange(cluster.Y.Max() - cluster.Y.Min(), 0, 1e-3);
    }

    private static float[] Normal(int rows, int width, Func<double[], int, double> of)
    {
        var random = new Random(5);
        var values = new float[rows * width];
        for (int row = 0; row < rows; row++)
        {
            double[] z = [.. Enumerable.Range(0, width).Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
            for (int i = 0; i < width; i++) values[(row * width) + i] = (float)of(z, i);
        }
        return values;
    }
}
