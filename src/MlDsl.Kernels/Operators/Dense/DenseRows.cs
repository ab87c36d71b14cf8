using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>
/// A small dense layer of constant weights, x · W + b, row by row: what a program of a row calculates, for many rows. Gemm and MatMul sum in
/// other orders, each as its sizes are fastest; this one in the order of the inputs, the same bits on every machine.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DenseRows : Operator
{
    /// <summary>Multiplies.</summary>
    /// <param name="x">The rows [N, K].</param>
    /// <param name="weights">[K, M].</param>
    /// <param name="bias">What the sums begin with, M numbers; zeros where left out.</param>
    /// <param name="y">[N, M].</param>
    /// <exception cref="OperatorException">The shapes do not fit.</exception>
    public void Run(Tensor<float> x, Tensor<float> weights, Tensor<float>? bias, [Result] Tensor<float> y)
    {
        if (x.Rank != 2 || weights.Rank != 2 || x.Shape[1] != weights.Shape[0] || (bias is not null && bias.Length != weights.Shape[1])) throw Mismatch(x, weights);
        int rows = (int)x.Shape[0], inputs = (int)x.Shape[1], outputs = (int)weights.Shape[1];
        y.Resize(rows, outputs);
        RowsProduct.Multiply(x.Values, inputs, weights.Values, bias is null ? default : bias.Values, y.Values, outputs);
    }

    private OperatorException Mismatch(Tensor x, Tensor weights) => Error($"rows {ShapeText.Of(x)} do not go with the weights {ShapeText.Of(weights)} and as many numbers to begin with as those have columns");
}
