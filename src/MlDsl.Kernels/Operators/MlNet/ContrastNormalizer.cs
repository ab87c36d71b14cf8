using System.ComponentModel;
using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>ML.NET's normalizers of each row by a norm of its own, with or without its mean taken off: Lp norms and global contrast.</summary>
[Operator("ContrastNormalizer", Domain = OperatorAttribute.Own)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ContrastNormalizer : Operator
{
    // A row whose norm is larger by so much is left as it is.
    private const float LeastScale = 1e-8f;

    private readonly string norm;
    private readonly bool subtractsMean;
    private readonly float scale;

    /// <param name="norm"><c>L1</c>, <c>L2</c>, <c>Infinity</c> or <c>Deviation</c>.</param>
    /// <param name="scale">What the row is multiplied with after the division.</param>
    /// <param name="subtractsMean">Whether the row's mean is taken off first.</param>
    /// <exception cref="OperatorException">The norm is another one.</exception>
    public ContrastNormalizer(string norm, float scale = 1, long subtractsMean = 0)
    {
        if (norm is not ("L1" or "L2" or "Infinity" or "Deviation")) throw Error($"its norm '{norm}' is unknown; L1, L2, Infinity and Deviation are");
        (this.norm, this.scale, this.subtractsMean) = (norm, scale, subtractsMean != 0);
    }

    /// <summary>Normalizes.</summary>
    /// <param name="x">Rows [N, C].</param>
    /// <param name="y">Rows [N, C].</param>
    public void Run(Tensor<float> x, [Result] Tensor<float> y)
    {
        if (x.Rank != 2) throw Error($"the input has the shape {ShapeText.Of(x)}; [N, C] is expected");
        y.ResizeLike(x);
        int width = x.Size(1);
        for (int i = 0; width > 0 && i < x.Size(0); i++) Normalize(x.Values.Slice(i * width, width), y.Values.Slice(i * width, width));
    }

    private void Normalize(ReadOnlySpan<float> row, Span<float> into)
    {
        ReadOnlySpan<float> measured = row;
        if (subtractsMean || norm == "Deviation")
        {
            TensorPrimitives.Subtract(row, TensorPrimitives.Sum(row) / row.Length, into);
            measured = into[..row.Length];
        }
        float size = norm switch
        {
            "L1" => TensorPrimitives.SumOfMagnitudes(measured),
            "L2" => MathF.Sqrt(TensorPrimitives.SumOfSquares(measured)),
            "Infinity" => Largest(measured),
            _ => MathF.Sqrt(TensorPrimitives.SumOfSquares(measured) / row.Length),
        };
        float factor = size > 0 ? scale / size : scale;
        if (factor < LeastScale) factor = 1;
        TensorPrimitives.Multiply(subtractsMean ? into : row, factor, into);
    }

    private static float Largest(ReadOnlySpan<float> row)
    {
        float largest = 0;
        foreach (float value in row) largest = Math.Abs(value) > largest ? Math.Abs(value) : largest;
        return largest;
    }
}
