using System.ComponentModel;
using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>The scores of ML.NET's k-means: the squared distance of a row to each centroid, as |x|² − 2·x·c + |c|², never below 0.</summary>
[Operator("SquaredDistances", Domain = OperatorAttribute.Own)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SquaredDistances : Operator
{
    private readonly float[] centroids, sizes;
    private readonly int width;

    /// <param name="centroids">The centroids [K, C].</param>
    /// <exception cref="OperatorException">They have another shape or type.</exception>
    public SquaredDistances(Tensor centroids)
    {
        if (centroids is not Tensor<float> { Rank: 2, Length: > 0 } all) throw Error("its centroids are no matrix of single-precision numbers");
        (this.centroids, width) = (all.Values.ToArray(), all.Size(1));
        sizes = [.. Enumerable.Range(0, all.Size(0)).Select(k => TensorPrimitives.SumOfSquares<float>(Centroid(k)))];
    }

    /// <summary>Measures.</summary>
    /// <param name="x">Rows [N, C].</param>
    /// <param name="y">Squared distances [N, K].</param>
    public void Run(Tensor<float> x, [Result] Tensor<float> y)
    {
        if (x.Rank != 2 || x.Size(1) != width) throw Error($"the input has the shape {ShapeText.Of(x)}; [N, {width}] is expected");
        y.Resize(x.Size(0), sizes.Length);
        for (int i = 0; i < x.Size(0); i++)
        {
            ReadOnlySpan<float> row = x.Values.Slice(i * width, width);
            float size = TensorPrimitives.SumOfSquares(row);
            for (int k = 0; k < sizes.Length; k++) y.Values[(i * sizes.Length) + k] = Math.Max(0, (-2 * TensorPrimitives.Dot(Centroid(k), row)) + sizes[k] + size);
        }
    }

    private ReadOnlySpan<float> Centroid(int k) => centroids.AsSpan(k * width, width);
}
