using System.ComponentModel;
using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>
/// The score of ML.NET's anomaly detector by principal components: how far a row is from the subspace of the training rows, as a share of its
/// distance from their mean, √((|x − m|² − |V(x − m)|²) / |x − m|²), from 0 to 1; no number where rounding leaves less than nothing.
/// </summary>
[Operator("SubspaceDistance", Domain = OperatorAttribute.Own)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SubspaceDistance : Operator
{
    private readonly float[] mean, vectors, projected;
    private readonly float size;

    /// <param name="mean">The mean [C].</param>
    /// <param name="vectors">The components [R, C].</param>
    /// <exception cref="OperatorException">They have other shapes.</exception>
    public SubspaceDistance(float[] mean, Tensor vectors)
    {
        ArgumentNullException.ThrowIfNull(mean);
        if (vectors is not Tensor<float> { Rank: 2 } all || all.Size(1) != mean.Length || mean.Length == 0) throw Error($"a mean of {mean.Length} features has components of another shape");
        (this.mean, this.vectors) = (mean, all.Values.ToArray());
        projected = [.. Enumerable.Range(0, all.Size(0)).Select(k => TensorPrimitives.Dot(Vector(k), mean))];
        size = TensorPrimitives.SumOfSquares<float>(mean);
    }

    /// <summary>Measures.</summary>
    /// <param name="x">Rows [N, C].</param>
    /// <param name="y">Scores [N, 1].</param>
    public void Run(Tensor<float> x, [Result] Tensor<float> y)
    {
        int width = mean.Length;
        if (x.Rank != 2 || x.Size(1) != width) throw Error($"the input has the shape {ShapeText.Of(x)}; [N, {width}] is expected");
        y.Resize(x.Size(0), 1);
        for (int i = 0; i < x.Size(0); i++) y.Values[i] = Measure(x.Values.Slice(i * width, width));
    }

    private float Measure(ReadOnlySpan<float> row)
    {
        float whole = TensorPrimitives.SumOfSquares(row) - (2 * TensorPrimitives.Dot(mean, row)) + size, within = 0;
        if (whole < 0) whole = 0;
        for (int k = 0; k < projected.Length; k++)
        {
            float component = TensorPrimitives.Dot(Vector(k), row) - projected[k];
            within += component * component;
        }
        return (float)Math.Sqrt((whole - within) / whole);
    }

    private ReadOnlySpan<float> Vector(int k) => vectors.AsSpan(k * mean.Length, mean.Length);
}
