namespace MlDsl.Training;

/// <summary>Inverse Cholesky factors of covariances: of each Gaussian the lower triangle, or the diagonal; one triangle where they are tied, one number each where spherical.</summary>
internal static class MixtureScales
{
    /// <param name="moments">Shares, and products of differences from the means.</param>
    /// <param name="width">The number of features.</param>
    /// <param name="covariance">The shape.</param>
    /// <param name="regularization">What is added to each variance.</param>
    /// <exception cref="SingularCovarianceException">A covariance is singular.</exception>
    public static double[] Of(MixtureMoments moments, int width, Covariance covariance, double regularization)
    {
        int count = moments.Shares.Length, triangle = width * (width + 1) / 2;
        switch (covariance)
        {
            case Covariance.Full:
                var all = new double[count * triangle];
                for (int k = 0; k < count; k++) Inverse(moments.Products.AsSpan(k * triangle, triangle), moments.Shares[k], width, regularization).CopyTo(all, k * triangle);
                return all;
            case Covariance.Tied:
                double total = 0;
                foreach (double share in moments.Shares) total += share;
                return Inverse(moments.Products, total, width, regularization);
            default:
                var scales = new double[covariance == Covariance.Diagonal ? count * width : count];
                for (int k = 0; k < count; k++)
                {
                    double mean = 0;
                    for (int i = 0; i < width; i++)
                    {
                        double variance = (moments.Products[(k * width) + i] / moments.Shares[k]) + regularization;
                        mean += variance / width;
                        if (covariance == Covariance.Diagonal) scales[(k * width) + i] = variance > 0 ? 1 / Math.Sqrt(variance) : throw new SingularCovarianceException(i);
                    }
                    if (covariance == Covariance.Spherical) scales[k] = mean > 0 ? 1 / Math.Sqrt(mean) : throw new SingularCovarianceException(null);
                }
                return scales;
        }
    }

    /// <summary>The logarithm of the determinant of a Gaussian's factor.</summary>
    public static double LogDeterminant(ReadOnlySpan<double> scales, int k, int width, Covariance covariance)
    {
        if (covariance == Covariance.Spherical) return width * Math.Log(scales[k]);
        double sum = 0;
        int at = covariance switch { Covariance.Full => k * width * (width + 1) / 2, Covariance.Diagonal => k * width, _ => 0 };
        for (int i = 0; i < width; i++)
        {
            sum += Math.Log(scales[at + (covariance == Covariance.Diagonal ? i : (i * (i + 3)) / 2)]);
        }
        return sum;
    }

    // The Cholesky factor of the covariance row by row, and its inverse by columns.
    private static double[] Inverse(ReadOnlySpan<double> products, double share, int width, double regularization)
    {
        double[] factor = new double[products.Length], inverse = new double[products.Length];
        for (int i = 0; i < width; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double before = (products[At(i, j)] / share) + (i == j ? regularization : 0), sum = before;
                for (int m = 0; m < j; m++) sum -= factor[At(i, m)] * factor[At(j, m)];
                // What is left of a variance is rounding where the others tell all of it.
                if (i == j && !(sum > 1e-13 * before)) throw new SingularCovarianceException(i, isTold: before > 0);
                factor[At(i, j)] = i == j ? Math.Sqrt(sum) : sum / factor[At(j, j)];
            }
        }
        for (int j = 0; j < width; j++)
        {
            inverse[At(j, j)] = 1 / factor[At(j, j)];
            for (int i = j + 1; i < width; i++)
            {
                double sum = 0;
                for (int m = j; m < i; m++) sum -= factor[At(i, m)] * inverse[At(m, j)];
                inverse[At(i, j)] = sum / factor[At(i, i)];
            }
        }
        return inverse;

        static int At(int i, int j) => (i * (i + 1) / 2) + j;
    }
}

/// <summary>A covariance is singular.</summary>
/// <param name="position">The position, among those that vary, that has no variance of its own; null where none has any.</param>
/// <param name="isTold">Whether it varies, and the positions before it tell how.</param>
internal sealed class SingularCovarianceException(int? position, bool isTold = false) : Exception
{
    /// <summary>The position among those that vary.</summary>
    public int? Position => position;

    /// <summary>Whether it varies by itself, so that only covariances are in the way.</summary>
    public bool IsTold => isTold;
}
