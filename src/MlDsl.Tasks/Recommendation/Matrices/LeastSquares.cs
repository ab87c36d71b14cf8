using System.Numerics;
using System.Runtime.InteropServices;

namespace MlDsl.Training;

/// <summary>
/// The normal equations of one user or item: sums of outer products, and their solution by Cholesky's factorisation, in double. Used again for the next one, by one
/// thread at a time.
/// </summary>
/// <remarks>Lanes hold different sums, each of which is taken in one order: the bits do not depend on how many there are.</remarks>
/// <param name="size">The number of unknowns.</param>
internal sealed class LeastSquares(int size)
{
    // The lower triangle counts, row by row.
    private readonly double[] matrix = new double[size * size];
    private readonly double[] right = new double[size];

    /// <summary>Begins with a matrix whose lower triangle counts, or with zeros.</summary>
    public void Start(ReadOnlySpan<double> gram)
    {
        if (gram.IsEmpty) Array.Clear(matrix);
        else gram.CopyTo(matrix);
        Array.Clear(right);
    }

    /// <summary>Adds <paramref name="weight"/> · vvᵀ, and <paramref name="target"/> · v on the right.</summary>
    public void Add(ReadOnlySpan<double> vector, double weight, double target)
    {
        AddOuter(matrix, vector, weight);
        AddScaled(right, vector, target);
    }

    /// <summary>Adds <paramref name="ridge"/> to the diagonal and solves.</summary>
    /// <param name="ridge">Above 0, so that there is one solution.</param>
    /// <param name="solution">Where it goes.</param>
    /// <returns>Whether the matrix is positive definite in double; else nothing is written.</returns>
    public bool Solve(double ridge, Span<double> solution)
    {
        for (int i = 0; i < size; i++) matrix[(i * size) + i] += ridge;
        if (!Factorise()) return false;
        for (int i = 0; i < size; i++)
        {
            double value = right[i];
            for (int j = 0; j < i; j++) value -= matrix[(i * size) + j] * right[j];
            right[i] = value / matrix[(i * size) + i];
        }
        for (int i = size - 1; i >= 0; i--)
        {
            right[i] /= matrix[(i * size) + i];
            AddScaled(right.AsSpan(0, i), matrix.AsSpan(i * size, i), -right[i]);
        }
        right.CopyTo(solution);
        return true;
    }

    /// <summary>Adds <paramref name="weight"/> · vvᵀ to the lower triangle of a square matrix.</summary>
    public static void AddOuter(Span<double> matrix, ReadOnlySpan<double> vector, double weight)
    {
        for (int i = 0; i < vector.Length; i++) AddScaled(matrix.Slice(i * vector.Length, i + 1), vector[..(i + 1)], weight * vector[i]);
    }

    /// <summary>Adds <paramref name="factor"/> · v.</summary>
    public static void AddScaled(Span<double> sums, ReadOnlySpan<double> vector, double factor)
    {
        int whole = 0;
        if (Vector.IsHardwareAccelerated)
        {
            Span<Vector<double>> wide = MemoryMarshal.Cast<double, Vector<double>>(sums);
            ReadOnlySpan<Vector<double>> values = MemoryMarshal.Cast<double, Vector<double>>(vector[..sums.Length]);
            var factors = new Vector<double>(factor);
            for (int i = 0; i < wide.Length; i++) wide[i] += factors * values[i];
            whole = wide.Length * Vector<double>.Count;
        }
        for (int i = whole; i < sums.Length; i++) sums[i] += factor * vector[i];
    }

    // Row by row, with the columns of the rows above turned: each element is reduced by one product after the other.
    private bool Factorise()
    {
        for (int column = 0; column < size; column++)
        {
            double pivot = matrix[(column * size) + column];
            if (!(pivot > 0) || !double.IsFinite(pivot)) return false;
            double root = Math.Sqrt(pivot);
            matrix[(column * size) + column] = root;
            // The column stands in the upper triangle, which nobody reads, so that it lies together.
            Span<double> turned = matrix.AsSpan((column * size) + column + 1, size - column - 1);
            for (int row = column + 1; row < size; row++) turned[row - column - 1] = matrix[(row * size) + column] /= root;
            for (int row = column + 1; row < size; row++)
                AddScaled(matrix.AsSpan((row * size) + column + 1, row - column), turned[..(row - column)], -matrix[(row * size) + column]);
        }
        return true;
    }
}
