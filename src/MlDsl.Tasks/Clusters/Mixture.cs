namespace MlDsl.Training;

/// <summary>Shares, means and covariances of Gaussians, and iterations of expectation and maximization over them.</summary>
internal sealed class Mixture
{
    // Rows that are summed by themselves, whatever the number of threads; sums of all parts together within 1 GiB.
    private const int PartRows = 2048, MostParts = 64;
    private const long MostSums = 1L << 27;

    // What keeps a Gaussian without rows from a division by 0.
    private const double Nothing = 10 * 2.220446049250313e-16;

    private readonly RowMatrix rows;
    private readonly Covariance covariance;
    private readonly double regularization, total;
    private readonly double[] shares, means;
    private double[] scales = [];
    private double[] biases = [];

    /// <param name="rows">The rows, no position of which is the same in all.</param>
    /// <param name="count">The number of Gaussians.</param>
    /// <param name="covariance">Their shape.</param>
    /// <param name="regularization">What is added to each variance.</param>
    public Mixture(RowMatrix rows, int count, Covariance covariance, double regularization)
    {
        (this.rows, this.covariance, this.regularization) = (rows, covariance, regularization);
        (shares, means) = (new double[count], new double[count * rows.Width]);
        foreach (float weight in rows.Weights) total += weight;
        if (SumCount is > MostSums and var sums)
            throw new TrainingException(FormattableString.Invariant($"{count} {covariance} covariances of {rows.Width} positions are {sums} numbers, more than {MostSums}: take Covariance.Diagonal, fewer clusters or narrower columns"));
    }

    /// <summary>Of each Gaussian its share of the rows.</summary>
    public ReadOnlySpan<double> Shares => shares;

    /// <summary>The means, row-major.</summary>
    public ReadOnlySpan<double> Means => means;

    /// <summary>The covariances as their inverse Cholesky factors: lower triangles, or diagonals; one of all where they are tied, one number each where spherical.</summary>
    public ReadOnlySpan<double> Scales => scales;

    /// <summary>Of each Gaussian the logarithm of its share and of the density at its mean.</summary>
    public ReadOnlySpan<double> Biases => biases;

    /// <summary>The mean log-likelihood of a row, in nats, after <see cref="Run"/>.</summary>
    public double LogLikelihood { get; private set; }

    /// <summary>How many iterations were made.</summary>
    public int Iterations { get; private set; }

    /// <summary>Whether the last one gained less than the tolerance.</summary>
    public bool Converged { get; private set; }

    /// <summary>How many numbers are free.</summary>
    public double Parameters => (covariance == Covariance.Spherical ? shares.Length : MixtureMoments.SizeOf(shares.Length, rows.Width, covariance)) + means.Length + shares.Length - 1;

    /// <summary>BIC: −2·log-likelihood of all rows + parameters·ln(rows), rows by their weights; less is better.</summary>
    public double Bic => (-2 * LogLikelihood * total) + (Parameters * Math.Log(total));

    private long SumCount => means.Length + MixtureMoments.SizeOf(shares.Length, rows.Width, covariance);

    /// <summary>Begins with each row wholly of one Gaussian.</summary>
    /// <exception cref="SingularCovarianceException">A covariance is singular.</exception>
    public void Begin(Centers centers, TrainingControl control)
    {
        centers.Points.CopyTo(means);
        int[] nearest = centers.Nearest.ToArray();
        Maximize(Sum((row, moments, differences, _) =>
        {
            Differences(row, nearest[row], differences);
            moments.Add(nearest[row], rows.Weights[row], differences);
        }, control));
    }

    /// <summary>Begins with stated Gaussians.</summary>
    /// <param name="start">Their shares.</param>
    /// <param name="startMeans">Their means, row-major.</param>
    /// <param name="startScales">Their <see cref="Scales"/>.</param>
    public void Begin(double[] start, double[] startMeans, double[] startScales)
    {
        start.CopyTo(shares, 0);
        startMeans.CopyTo(means, 0);
        scales = startScales;
        SetBiases();
    }

    /// <summary>Iterates.</summary>
    /// <exception cref="SingularCovarianceException">A covariance is singular.</exception>
    /// <exception cref="OperationCanceledException">The control asked to stop.</exception>
    public void Run(int most, double tolerance, TrainingControl control)
    {
        double before = double.NegativeInfinity;
        while (Iterations < most && !Converged)
        {
            MixtureMoments moments = Expect(control);
            Maximize(moments);
            Iterations++;
            double reached = moments.LogLikelihood / total;
            Converged = Math.Abs(reached - before) < tolerance;
            before = reached;
        }
        // Of what the last iteration made.
        LogLikelihood = Expect(control).LogLikelihood / total;
    }

    private MixtureMoments Expect(TrainingControl control) => Sum((row, moments, differences, logs) =>
    {
        double largest = double.NegativeInfinity, sum = 0;
        for (int k = 0; k < logs.Length; k++)
        {
            Differences(row, k, differences);
            logs[k] = biases[k] - (SquaredDistance(differences, k) / 2);
            largest = Math.Max(largest, logs[k]);
        }
        foreach (double log in logs) sum += Math.Exp(log - largest);
        double logDensity = largest + Math.Log(sum), weight = rows.Weights[row];
        moments.LogLikelihood += weight * logDensity;
        for (int k = 0; k < logs.Length; k++)
        {
            double share = weight * Math.Exp(logs[k] - logDensity);
            if (share == 0) continue;
            Differences(row, k, differences);
            moments.Add(k, share, differences);
        }
    }, control);

    private void Maximize(MixtureMoments moments)
    {
        int width = rows.Width;
        double sum = 0;
        Span<double> moved = new double[width];
        for (int k = 0; k < shares.Length; k++)
        {
            moments.Shares[k] += Nothing;
            sum += moments.Shares[k];
            for (int i = 0; i < width; i++)
            {
                moved[i] = moments.Sums[(k * width) + i] / moments.Shares[k];
                means[(k * width) + i] += moved[i];
            }
            moments.Move(k, moved);
        }
        for (int k = 0; k < shares.Length; k++) shares[k] = moments.Shares[k] / sum;
        scales = MixtureScales.Of(moments, width, covariance, regularization);
        SetBiases();
    }

    private void SetBiases()
    {
        int width = rows.Width;
        biases = new double[shares.Length];
        for (int k = 0; k < biases.Length; k++)
            biases[k] = Math.Log(shares[k]) - (width * Math.Log(2 * Math.PI) / 2) + MixtureScales.LogDeterminant(scales, k, width, covariance);
    }

    private void Differences(int row, int k, Span<double> differences)
    {
        ReadOnlySpan<float> own = rows.Row(row);
        ReadOnlySpan<double> mean = means.AsSpan(k * rows.Width, rows.Width);
        for (int i = 0; i < own.Length; i++) differences[i] = own[i] - mean[i];
    }

    private double SquaredDistance(ReadOnlySpan<double> differences, int k)
    {
        double sum = 0;
        if (covariance is Covariance.Spherical or Covariance.Diagonal)
        {
            for (int i = 0; i < differences.Length; i++)
            {
                double term = differences[i] * scales[covariance == Covariance.Diagonal ? (k * differences.Length) + i : k];
                sum += term * term;
            }
            return sum;
        }
        int at = covariance == Covariance.Tied ? 0 : k * differences.Length * (differences.Length + 1) / 2;
        for (int i = 0; i < differences.Length; i++)
        {
            double term = 0;
            for (int j = 0; j <= i; j++) term += scales[at++] * differences[j];
            sum += term * term;
        }
        return sum;
    }

    // The parts and their order depend on the rows and the Gaussians alone.
    private MixtureMoments Sum(RowVisit visit, TrainingControl control)
    {
        int parts = (int)Math.Clamp(Math.Min(MostSums / Math.Max(1, SumCount), (rows.Rows + PartRows - 1) / PartRows), 1, MostParts), each = (rows.Rows + parts - 1) / parts;
        var sums = new MixtureMoments[parts];
        Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = control.Workers, CancellationToken = control.Cancellation }, part =>
        {
            var own = new MixtureMoments(shares.Length, rows.Width, covariance);
            double[] differences = new double[rows.Width], logs = new double[shares.Length];
            for (int row = part * each; row < Math.Min((part + 1) * each, rows.Rows); row++) visit(row, own, differences, logs);
            sums[part] = own;
        });
        for (int part = 1; part < parts; part++) sums[0].Add(sums[part]);
        return sums[0];
    }

    private delegate void RowVisit(int row, MixtureMoments moments, Span<double> differences, Span<double> logs);
}
