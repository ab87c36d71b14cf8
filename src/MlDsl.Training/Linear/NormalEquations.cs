using MathNet.Numerics.LinearAlgebra.Double;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace MlDsl.Training;

/// <summary>Solves Av = c for a symmetric matrix of diagonal about 1 by Cholesky's factorisation.</summary>
/// <remarks>
/// When features determine each other exactly (all values of a category beside an intercept, without L2) there is no unique
/// solution. Then, told by a pivot below 1e-10, 1e-8 is added to the diagonal: a ridge of a hundred-millionth of each
/// feature's variance, which chooses nearly the solution of least norm and gives up only what less than 1e-8 of a feature's
/// variance could tell. MathNet factorises on threads of its own, each element in one order, so that the bits are the same.
/// </remarks>
internal static class NormalEquations
{
    private const double SmallestPivot = 1e-10;
    private const double Ridge = 1e-8;

    /// <summary>Solves.</summary>
    /// <param name="matrix">Row-major, n × n; its diagonal is raised when that is needed.</param>
    /// <param name="right">The right-hand side, n numbers.</param>
    /// <exception cref="TrainingException">The matrix is not one of products: even raised it is not positive definite.</exception>
    public static double[] Solve(double[] matrix, double[] right)
    {
        int size = right.Length;
        if (size == 0)
            return [];
        if (Factorise(matrix, size) is not { } factor)
        {
            for (int index = 0; index < size; index++)
                matrix[(index * size) + index] += Ridge;
            factor = Factorise(matrix, size) ?? throw new TrainingException(
                "The features are collinear beyond repair; raise L2 or leave out features that repeat others");
        }

        return factor.Solve(new DenseVector(right)).ToArray();
    }

    private static Cholesky<double>? Factorise(double[] matrix, int size)
    {
        try
        {
            // The factorisation works in place, so it gets a copy. Symmetric: row-major is column-major.
            Cholesky<double> factor = new DenseMatrix(size, size, [.. matrix]).Cholesky();
            for (int index = 0; index < size; index++)
            {
                double root = factor.Factor[index, index];
                if (!(root * root >= SmallestPivot))
                    return null;
            }

            return factor;
        }
        catch (ArgumentException)
        {
            // MathNet's word for a matrix that is not positive definite.
            return null;
        }
    }
}
