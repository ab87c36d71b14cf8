namespace MlDsl.Training;

/// <summary>The eigenvalues and eigenvectors of a symmetric matrix, the largest value first.</summary>
/// <remarks>
/// Jacobi's rotations in cyclic order; Golub and Van Loan (2013), "Matrix Computations", section 8.5. Small eigenvalues keep their digits, vectors are at right angles to the last bits, and the same matrix gives the same bits.
/// </remarks>
/// <param name="Values">Descending.</param>
/// <param name="Vectors">One after the other, of length 1; the first coordinate that is not all but 0 is positive.</param>
/// <param name="Sweeps">How often every pair was turned.</param>
/// <param name="Converged">Whether nothing was left beside the diagonal.</param>
internal sealed record SymmetricEigen(double[] Values, double[] Vectors, int Sweeps, bool Converged)
{
    private const int MostSweeps = 60;
    private const double Tolerance = 1e-15;

    /// <param name="matrix">Row-major; overwritten.</param>
    /// <param name="size">Its rows.</param>
    /// <param name="cancellation">Asks to stop.</param>
    public static SymmetricEigen Of(double[] matrix, int size, CancellationToken cancellation)
    {
        var vectors = new double[size * size];
        for (int i = 0; i < size; i++) vectors[(i * size) + i] = 1;
        double whole = 0;
        foreach (double value in matrix) whole += value * value;
        int sweeps = 0;
        bool isDone;
        while (!(isDone = Beside(matrix, size) <= Tolerance * Tolerance * whole) && sweeps < MostSweeps)
        {
            for (int p = 0; p < size - 1; p++)
            {
                cancellation.ThrowIfCancellationRequested();
                for (int q = p + 1; q < size; q++) Turn(matrix, vectors, size, p, q);
            }
            sweeps++;
        }
        double[] values = [.. Enumerable.Range(0, size).Select(i => matrix[(i * size) + i])];
        int[] order = [.. Enumerable.Range(0, size).OrderByDescending(i => values[i])];
        return new SymmetricEigen([.. order.Select(i => values[i])], Ordered(vectors, size, order), sweeps, isDone);
    }

    // The sum of squares above the diagonal, twice.
    private static double Beside(double[] matrix, int size)
    {
        double sum = 0;
        for (int i = 0; i < size; i++)
            for (int j = i + 1; j < size; j++) sum += matrix[(i * size) + j] * matrix[(i * size) + j];
        return 2 * sum;
    }

    // Turns the plane of two coordinates so that their element is 0. Vectors lie as rows.
    private static void Turn(double[] matrix, double[] vectors, int size, int p, int q)
    {
        double element = matrix[(p * size) + q];
        if (element == 0) return;
        double half = (matrix[(q * size) + q] - matrix[(p * size) + p]) / (2 * element);
        double tangent = half == 0 ? 1 : Math.Sign(half) / (Math.Abs(half) + Math.Sqrt(1 + (half * half)));
        double cosine = 1 / Math.Sqrt(1 + (tangent * tangent)), sine = tangent * cosine;
        Span<double> rowP = matrix.AsSpan(p * size, size), rowQ = matrix.AsSpan(q * size, size);
        double ofP = rowP[p] - (tangent * element), ofQ = rowQ[q] + (tangent * element);
        Turn(rowP, rowQ, cosine, sine);
        (rowP[p], rowQ[q], rowP[q], rowQ[p]) = (ofP, ofQ, 0, 0);
        for (int k = 0; k < size; k++) (matrix[(k * size) + p], matrix[(k * size) + q]) = (rowP[k], rowQ[k]);
        Turn(vectors.AsSpan(p * size, size), vectors.AsSpan(q * size, size), cosine, sine);
    }

    private static void Turn(Span<double> one, Span<double> other, double cosine, double sine)
    {
        for (int k = 0; k < one.Length; k++) (one[k], other[k]) = ((cosine * one[k]) - (sine * other[k]), (sine * one[k]) + (cosine * other[k]));
    }

    private static double[] Ordered(double[] vectors, int size, int[] order)
    {
        var ordered = new double[vectors.Length];
        for (int i = 0; i < size; i++)
        {
            Span<double> own = ordered.AsSpan(i * size, size);
            vectors.AsSpan(order[i] * size, size).CopyTo(own);
            int first = 0;
            while (first < size - 1 && Math.Abs(own[first]) < 1e-8) first++;
            if (own[first] < 0) foreach (ref double coordinate in own) coordinate = -coordinate;
        }
        return ordered;
    }
}
