namespace MlDsl.Forecasting;

/// <summary>
/// The second moments of errors about 0, their correlations shrunk towards none by as much as these are uncertain: positive definite however few errors there are. Schäfer and Strimmer (2005),
/// "A shrinkage approach to large-scale covariance matrix estimation".
/// </summary>
internal static class ShrunkCovariance
{
    // Equal correlations everywhere would leave no shrinkage, and a matrix that cannot be solved with.
    private const double Least = 1e-6;

    /// <summary>Row-major, nodes × nodes.</summary>
    public static double[] Of(IReadOnlyList<double[]> errors, int nodes)
    {
        var deviations = new double[nodes];
        foreach (double[] step in errors)
            for (int i = 0; i < nodes; i++) deviations[i] += step[i] * step[i] / errors.Count;
        for (int i = 0; i < nodes; i++) deviations[i] = Math.Sqrt(deviations[i]);
        var correlations = new double[nodes * nodes];
        double uncertain = 0, squared = 0;
        for (int i = 0; i < nodes; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double mean = 0, variance = 0;
                foreach (double[] step in errors) mean += Product(step, i, j) / errors.Count;
                foreach (double[] step in errors) variance += Math.Pow(Product(step, i, j) - mean, 2);
                correlations[(i * nodes) + j] = mean;
                uncertain += variance / ((double)errors.Count * (errors.Count - 1));
                squared += mean * mean;
            }
        }
        double shrinkage = squared > 0 ? Math.Clamp(uncertain / squared, Least, 1) : 1;
        for (int i = 0; i < nodes; i++)
        {
            correlations[(i * nodes) + i] = deviations[i] * deviations[i];
            for (int j = 0; j < i; j++)
                correlations[(j * nodes) + i] = correlations[(i * nodes) + j] *= (1 - shrinkage) * deviations[i] * deviations[j];
        }
        return correlations;

        double Product(double[] step, int i, int j) => deviations[i] > 0 && deviations[j] > 0 ? step[i] / deviations[i] * (step[j] / deviations[j]) : 0;
    }
}
