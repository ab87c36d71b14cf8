namespace MlDsl.Training;

/// <summary>Solves Av = c for a small symmetric matrix, where what its pivots are is the caller's to say: MathNet's factorisation refuses without telling which is not above 0.</summary>
internal static class CholeskySolve
{
    /// <param name="matrix">Row-major, n × n, of which the lower half counts; that becomes the factor.</param>
    /// <param name="right">The right-hand side, n numbers.</param>
    /// <param name="pivot">Of a row, what is left of its diagonal, and what the diagonal was: what is taken for what is left, above 0.</param>
    public static double[] Of(double[] matrix, double[] right, Func<int, double, double, double> pivot)
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
                matrix[(i * size) + j] = i == j ? Math.Sqrt(pivot(i, sum, before)) : sum / matrix[(j * size) + j];
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
