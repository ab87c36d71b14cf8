namespace MlDsl.Training;

/// <summary>What rows add to the Gaussians of a mixture: shares, sums and products of differences from a stated centre each.</summary>
/// <remarks>Differences are from the means before, so that large values lose no digits.</remarks>
internal sealed class MixtureMoments
{
    private readonly int width;
    private readonly Covariance covariance;

    /// <param name="count">The Gaussians.</param>
    /// <param name="width">The features.</param>
    /// <param name="covariance">Which products are kept.</param>
    public MixtureMoments(int count, int width, Covariance covariance)
    {
        (this.width, this.covariance) = (width, covariance);
        Shares = new double[count];
        Sums = new double[count * width];
        Products = new double[SizeOf(count, width, covariance)];
    }

    /// <summary>Of each Gaussian the summed weights of its rows.</summary>
    public double[] Shares { get; }

    /// <summary>Of each Gaussian the weighted sum of differences.</summary>
    public double[] Sums { get; }

    /// <summary>The weighted products of differences: the lower triangle of each Gaussian, or of all together; or the squares of each.</summary>
    public double[] Products { get; }

    /// <summary>The summed weighted logarithms of the rows' densities.</summary>
    public double LogLikelihood { get; set; }

    /// <summary>How many products are kept.</summary>
    public static long SizeOf(long count, long width, Covariance covariance) => covariance switch
    {
        Covariance.Full => count * width * (width + 1) / 2,
        Covariance.Tied => width * (width + 1) / 2,
        _ => count * width,
    };

    /// <summary>Takes a row that is a Gaussian's with a weight.</summary>
    /// <param name="k">The Gaussian.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="differences">The row less the Gaussian's centre.</param>
    public void Add(int k, double weight, ReadOnlySpan<double> differences)
    {
        Shares[k] += weight;
        Span<double> sums = Sums.AsSpan(k * width, width);
        for (int i = 0; i < sums.Length; i++) sums[i] += weight * differences[i];
        AddProducts(Products, k, weight, differences);
    }

    /// <summary>Takes what other rows added.</summary>
    public void Add(MixtureMoments other)
    {
        for (int i = 0; i < Shares.Length; i++) Shares[i] += other.Shares[i];
        for (int i = 0; i < Sums.Length; i++) Sums[i] += other.Sums[i];
        for (int i = 0; i < Products.Length; i++) Products[i] += other.Products[i];
        LogLikelihood += other.LogLikelihood;
    }

    /// <summary>Makes products from the means of the rows of those from the centres.</summary>
    /// <param name="k">The Gaussian.</param>
    /// <param name="moved">How far its mean lies from its centre.</param>
    public void Move(int k, ReadOnlySpan<double> moved) => AddProducts(Products, k, -Shares[k], moved);

    private void AddProducts(double[] products, int k, double weight, ReadOnlySpan<double> differences)
    {
        if (covariance is Covariance.Diagonal or Covariance.Spherical)
        {
            Span<double> own = products.AsSpan(k * width, width);
            for (int i = 0; i < own.Length; i++) own[i] += weight * differences[i] * differences[i];
            return;
        }
        int triangle = width * (width + 1) / 2, at = covariance == Covariance.Tied ? 0 : k * triangle;
        for (int i = 0; i < width; i++)
        {
            double scaled = weight * differences[i];
            for (int j = 0; j <= i; j++) products[at++] += scaled * differences[j];
        }
    }
}
