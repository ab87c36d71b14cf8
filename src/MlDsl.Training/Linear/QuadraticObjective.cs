using System.Numerics.Tensors;

namespace MlDsl.Training;

/// <summary>
/// The objective of linear regression as a function of its Gram matrix: ½·vᵀAv − cᵀv + ½·(mean squared label), without the
/// rows. The last variable is the intercept, which stands apart because everything is centred.
/// </summary>
internal sealed class QuadraticObjective : IObjective
{
    private readonly int width;
    private readonly double[] matrix;
    private readonly double[] labelProducts;
    private readonly double labelSquare;

    /// <summary>Takes over the products.</summary>
    /// <param name="gram">The products; the diagonal of their matrix is changed.</param>
    /// <param name="scaling">Its variables.</param>
    /// <param name="l2">The strength of the squared penalty, which becomes part of the diagonal.</param>
    public QuadraticObjective(GramMatrix gram, Scaling scaling, double l2)
    {
        width = gram.LabelProducts.Length;
        matrix = gram.Products;
        labelProducts = gram.LabelProducts;
        labelSquare = gram.LabelSquare;
        for (int index = 0; index < width; index++)
        {
            double inverse = scaling.Inverse[index];
            // A weight that is fixed at 0 has an empty row; 1 on its diagonal makes 0 the solution.
            matrix[(index * width) + index] = inverse == 0 ? 1 : matrix[(index * width) + index] + (l2 * inverse * inverse);
        }
    }

    /// <summary>The symmetric matrix, width × width, with a diagonal of about 1.</summary>
    public double[] Matrix => matrix;

    public double[] LabelProducts => labelProducts;

    /// <summary>One for the means, one for the products.</summary>
    public int Passes => 2;

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        ReadOnlySpan<double> weights = point[..width];
        gradient.Clear();
        for (int row = 0; row < width; row++)
            gradient[row] = TensorPrimitives.Dot(matrix.AsSpan(row * width, width), weights);
        Span<double> slopes = gradient[..width];
        double curved = TensorPrimitives.Dot(weights, slopes), straight = TensorPrimitives.Dot<double>(labelProducts, weights);
        TensorPrimitives.Subtract(slopes, labelProducts, slopes);
        return (0.5 * curved) - straight + (0.5 * labelSquare);
    }
}
