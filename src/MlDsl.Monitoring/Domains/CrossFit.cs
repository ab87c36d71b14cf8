using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace MlDsl.Monitoring.Domains;

/// <summary>
/// Least squares of two groups with a ridge, cross-fitted: each fifth of the rows is scored by weights of the others. What does not depend on which rows are whose is worked out once, so that a permutation costs two passes over the rows.
/// </summary>
/// <remarks>The weights are those of Fisher's discriminant, regularised (Friedman, "Regularized discriminant analysis", 1989); the ridge is a tenth of each feature's variance.</remarks>
internal sealed class CrossFit
{
    private const int Folds = 5;
    private const double Ridge = 0.1;

    private readonly double[] values;
    private readonly int rows, width;
    private readonly double[][] inverses = new double[Folds][];
    private readonly double[] scores, product, own, weights, sorted;
    private readonly int[] order;

    /// <param name="values">The features, row-major, each centred and of variance 1.</param>
    /// <param name="width">How many features there are.</param>
    public CrossFit(double[] values, int width)
    {
        (this.values, this.width, rows) = (values, width, values.Length / width);
        (scores, sorted, order) = (new double[rows], new double[rows], new int[rows]);
        (product, own, weights) = (new double[width], new double[Folds * width], new double[Folds * width]);
        double[][] products = [.. Enumerable.Range(0, Folds).Select(Products)];
        var all = new double[width * width];
        foreach (double[] fold in products) TensorPrimitives.Add(all, fold, all);
        for (int fold = 0; fold < Folds; fold++)
        {
            var left = new double[width * width];
            TensorPrimitives.Subtract(all, products[fold], left);
            for (int i = 0; i < width; i++) left[(i * width) + i] += Ridge * rows;
            Matrix<double> inverse = new DenseMatrix(width, width, left).Cholesky().Solve(DenseMatrix.CreateIdentity(width));
            inverses[fold] = inverse.ToColumnMajorArray();
        }
    }

    /// <summary>The area under the ROC curve of scores of rows that the weights were not fitted on.</summary>
    /// <param name="isWindow">Whose rows they are.</param>
    public double Auc(ReadOnlySpan<bool> isWindow)
    {
        Fit(isWindow);
        for (int row = 0; row < rows; row++) scores[row] = TensorPrimitives.Dot(Row(row), weights.AsSpan((row % Folds) * width, width));
        return Area(isWindow);
    }

    /// <summary>The same without some features, by the weights that were fitted last.</summary>
    public double AucWithout(ReadOnlySpan<bool> isWindow, Func<int, bool> isOut)
    {
        double[] left = [.. weights];
        for (int i = 0; i < left.Length; i++)
            if (isOut(i % width)) left[i] = 0;
        for (int row = 0; row < rows; row++) scores[row] = TensorPrimitives.Dot(Row(row), left.AsSpan((row % Folds) * width, width));
        return Area(isWindow);
    }

    private ReadOnlySpan<double> Row(int row) => values.AsSpan(row * width, width);

    private double[] Products(int fold)
    {
        var products = new double[width * width];
        for (int row = fold; row < rows; row += Folds)
        {
            ReadOnlySpan<double> one = Row(row);
            for (int i = 0; i < width; i++)
            {
                Span<double> line = products.AsSpan(i * width, width);
                TensorPrimitives.MultiplyAdd(one, one[i], line, line);
            }
        }
        return products;
    }

    // Each group counts alike, however many rows it has.
    private void Fit(ReadOnlySpan<bool> isWindow)
    {
        int window = 0;
        foreach (bool one in isWindow) window += one ? 1 : 0;
        double up = 1.0 / window, down = -1.0 / (rows - window);
        Array.Clear(own);
        for (int row = 0; row < rows; row++)
        {
            Span<double> line = own.AsSpan((row % Folds) * width, width);
            TensorPrimitives.MultiplyAdd(Row(row), isWindow[row] ? up : down, line, line);
        }
        var left = new double[width];
        Array.Clear(product);
        for (int fold = 0; fold < Folds; fold++) TensorPrimitives.Add(product, own.AsSpan(fold * width, width), product);
        for (int fold = 0; fold < Folds; fold++)
        {
            TensorPrimitives.Subtract(product, own.AsSpan(fold * width, width), left);
            for (int i = 0; i < width; i++) weights[(fold * width) + i] = TensorPrimitives.Dot<double>(inverses[fold].AsSpan(i * width, width), left);
        }
    }

    // By ranks; equal scores have the mean of theirs.
    private double Area(ReadOnlySpan<bool> isWindow)
    {
        for (int row = 0; row < rows; row++) order[row] = row;
        scores.CopyTo(sorted, 0);
        Array.Sort(sorted, order);
        double ranks = 0, window = 0;
        for (int from = 0, to; from < rows; from = to)
        {
            int own = 0;
            for (to = from; to < rows && sorted[to] == sorted[from]; to++) own += isWindow[order[to]] ? 1 : 0;
            ranks += own * ((from + to + 1) / 2.0);
            window += own;
        }
        return (ranks - (window * (window + 1) / 2)) / (window * (rows - window));
    }
}
