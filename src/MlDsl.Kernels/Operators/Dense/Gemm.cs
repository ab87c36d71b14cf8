using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Gemm: alpha · A · B + beta · C. Tuned for few rows, where the weights are read where they lie.</summary>
/// <typeparam name="T">float, double, float16 or integers.</typeparam>
[Operator("Gemm", Ignores = ["broadcast"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class Gemm<T> : Operator
    where T : unmanaged, INumber<T>
{
    private readonly bool isTransposedA, isTransposedB;
    private readonly T alpha, beta;

    /// <param name="alpha">What the product is multiplied with.</param>
    /// <param name="beta">What C is multiplied with.</param>
    /// <param name="transA">1: A is given as [K, M].</param>
    /// <param name="transB">1: B is given as [N, K].</param>
    /// <exception cref="OperatorException">The elements are integers, and a factor is none.</exception>
    public Gemm(float alpha = 1, float beta = 1, long transA = 0, long transB = 0)
    {
        if (NumberTraits<T>.IsInteger && (alpha != MathF.Truncate(alpha) || beta != MathF.Truncate(beta)))
            throw Error(FormattableString.Invariant($"'alpha' is {alpha} and 'beta' {beta}; integers take whole factors only"));
        (isTransposedA, isTransposedB) = (transA != 0, transB != 0);
        (this.alpha, this.beta) = (T.CreateTruncating(alpha), T.CreateTruncating(beta));
    }

    /// <summary>Multiplies.</summary>
    /// <param name="a">[M, K].</param>
    /// <param name="b">[K, N].</param>
    /// <param name="c">[M, N], or what broadcasts to it; nothing where left out.</param>
    /// <param name="y">[M, N].</param>
    /// <exception cref="OperatorException">The shapes do not fit.</exception>
    public void Run(Tensor<T> a, Tensor<T> b, Tensor<T>? c, [Result] Tensor<T> y)
    {
        if (a.Rank != 2 || b.Rank != 2) throw NoMatrices(a, b);
        ReadOnlySpan<long> sizesA = a.Shape, sizesB = b.Shape;
        int rows = (int)sizesA[isTransposedA ? 1 : 0], inputs = (int)sizesA[isTransposedA ? 0 : 1], outputs = (int)sizesB[isTransposedB ? 0 : 1];
        if (inputs != sizesB[isTransposedB ? 1 : 0]) throw Mismatch(a, b);
        y.Resize(rows, outputs);
        var (row, column) = c is null || T.IsZero(beta) ? (-1, 0) : Steps(c, rows, outputs);
        bool isPlain = alpha == T.One && (row < 0 || (beta == T.One && (column == 1 || outputs == 1)));
        fixed (T* x = a.Values, weights = b.Values, bias = isPlain && row >= 0 ? c!.Values : default, into = y.Values)
        {
            MatrixView<T> left = isTransposedA ? new(x, 1, rows) : new(x, inputs, 1), right = isTransposedB ? new(weights, 1, inputs) : new(weights, outputs, 1);
            MatrixProduct.Multiply(left, right, bias, row, into, outputs, rows, inputs, outputs);
        }
        if (isPlain) return;
        if (alpha != T.One) TensorPrimitives.Multiply(y.Values, alpha, y.Values);
        if (row >= 0) Add(c!.Values, row, column, y.Values, rows, outputs);
    }

    // From a row of C to the next one, and from a column to the next one.
    private (int Row, int Column) Steps(Tensor<T> c, int rows, int outputs)
    {
        ReadOnlySpan<long> sizes = c.Shape;
        int height = sizes.Length == 2 ? (int)sizes[0] : 1, width = sizes.Length >= 1 ? (int)sizes[^1] : 1;
        if (sizes.Length > 2 || (height != rows && height != 1) || (width != outputs && width != 1)) throw Mismatch(c, rows, outputs);
        return (height == 1 ? 0 : width, width == 1 ? 0 : 1);
    }

    private void Add(ReadOnlySpan<T> c, int row, int column, Span<T> y, int rows, int outputs)
    {
        for (int m = 0; m < rows; m++)
        {
            Span<T> into = y.Slice(m * outputs, outputs);
            if (column == 0) TensorPrimitives.Add(into, beta * c[m * row], into);
            else TensorPrimitives.MultiplyAdd(c.Slice(m * row, outputs), beta, into, into);
        }
    }

    // Messages are composed apart from the arithmetic, which would clear their parts in every call.
    private OperatorException NoMatrices(Tensor a, Tensor b) => Error($"it multiplies matrices; the shapes are {ShapeText.Of(a)} and {ShapeText.Of(b)}");

    private OperatorException Mismatch(Tensor a, Tensor b) =>
        Error($"the shapes {ShapeText.Of(a)} and {ShapeText.Of(b)} do not fit together{(isTransposedA ? "; the first one is transposed" : "")}{(isTransposedB ? "; the second one is transposed" : "")}");

    private OperatorException Mismatch(Tensor c, int rows, int outputs) => Error($"C has the shape {ShapeText.Of(c)}; it does not broadcast to {ShapeText.Of([rows, outputs])}");
}
