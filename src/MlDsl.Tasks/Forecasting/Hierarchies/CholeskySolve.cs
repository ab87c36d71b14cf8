namespace MlDsl.Forecasting;

/// <summary>Solves Av = c for a symmetric positive definite matrix.</summary>
internal static class CholeskySolve
{
    /// <param name="matrix">Row-major, n × n; its lower half becomes the factor.</param>
    /// <param name="right">The right-hand side, n numbers.</param>
    /// <exception cref="ArgumentException">Totals repeat each other, so that the matrix is singular.</exception>
    public static double[] Of(double[] matrix, double[] right)
    {
        int size = right.Length;
        double[] solved = [.. right];
        for (int i = 0; i < size; i++)
        {
            double before = matrix[(i * size) + i];
            for (int j = 0; j <= i; j++)
            {
                double sum = matrix[(i * size) + j];
                for (int k = 0; k < j; k++) sum -= matrix[(i * size) + k] * matrix[(j * size) + k];
                if (i == j && !(sum > 1e-13 * before)) throw new ArgumentException($"total {i} is the same sum as totals before it, or nothing of it is uncertain; leave it out");
                matrix[(i * size) + j] = i == j ? Math.Sqrt(sum) : sum / matrix[(j * size) + j];
            }
        }
        for (int i = 0; i < size; i++)
        {
            for (int k = 0; k < i; k++) solved[i] -= matrix[(i * size) + k] * solved[k];
            solved[i] /= matrix[(i * size) + i];
        }
        for (int i = size - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < size; k++) solved[i] -= matrix[(k * size) + i] * solved[k];
            solved[i] /= matrix[(i * size) + i];
        }
        return solved;
    }
}
