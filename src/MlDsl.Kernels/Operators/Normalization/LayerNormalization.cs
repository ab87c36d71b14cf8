using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's LayerNormalization: (x - mean) / √(variance + epsilon) · scale + shift over the last dimensions (Ba et al., 2016).</summary>
/// <typeparam name="T">float, double or float16.</typeparam>
/// <typeparam name="TStash">The elements of the means and deviations.</typeparam>
/// <param name="axis">The first of the dimensions.</param>
/// <param name="epsilon">What is added to the variance.</param>
[Operator("LayerNormalization", 17, Ignores = ["stash_type"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LayerNormalization<T, [ElementFrom("stash_type", Otherwise = typeof(float))] TStash>(long axis = -1, float epsilon = 1e-5f) : Operator
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TStash : unmanaged, IBinaryFloatingPointIeee754<TStash>
{
    /// <summary>Normalizes.</summary>
    /// <param name="x">The values.</param>
    /// <param name="scale">What they are multiplied with, broadcast to them.</param>
    /// <param name="b">What is added at the end, broadcast to them.</param>
    /// <param name="y">The normalized values.</param>
    /// <param name="mean">The means, with 1 for each normalized dimension.</param>
    /// <param name="inverseDeviation">1 / √(variance + epsilon), of the same shape.</param>
    /// <exception cref="OperatorException">Shapes do not broadcast, or there is no such axis.</exception>
    public void Run(Tensor<T> x, Tensor<T> scale, Tensor<T>? b, [Result] Tensor<T> y, [Result] Tensor<TStash>? mean, [Result] Tensor<TStash>? inverseDeviation)
    {
        int first = RowNormalization.Axis(x, axis) ?? throw NoAxis(x);
        if (mean is not null) Reduce(x, first, mean);
        if (inverseDeviation is not null) Reduce(x, first, inverseDeviation);
        Span<TStash> means = mean is null ? default : mean.Values, deviations = inverseDeviation is null ? default : inverseDeviation.Values;
        if (!RowNormalization.Run(x, first, scale, b, epsilon, true, y, means, deviations)) throw Mismatch(x, scale, b);
    }

    [SkipLocalsInit]
    private static void Reduce(Tensor<T> x, int axis, Tensor<TStash> into)
    {
        Span<long> shape = stackalloc long[Tensor.MaxRank];
        x.Shape.CopyTo(shape);
        shape[axis..x.Rank].Fill(1);
        into.Resize(shape[..x.Rank]);
    }

    private OperatorException NoAxis(Tensor x) => Error($"'axis' is {axis}; the input has the shape {ShapeText.Of(x)}");

    private OperatorException Mismatch(Tensor x, Tensor scale, Tensor? b) =>
        Error($"the scale {ShapeText.Of(scale)}{(b is null ? "" : $" or the shift {ShapeText.Of(b)}")} does not broadcast to the input {ShapeText.Of(x)}");
}

/// <summary>ONNX's RMSNormalization: x / √(mean of x² + epsilon) · scale over the last dimensions (Zhang and Sennrich, 2019).</summary>
/// <typeparam name="T">float, double or float16.</typeparam>
/// <param name="axis">The first of the dimensions.</param>
/// <param name="epsilon">What is added to the mean.</param>
[Operator("RMSNormalization", 23, Ignores = ["stash_type"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RMSNormalization<T>(long axis = -1, float epsilon = 1e-5f) : Operator
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Normalizes.</summary>
    /// <param name="x">The values.</param>
    /// <param name="scale">What they are multiplied with, broadcast to them.</param>
    /// <param name="y">The normalized values.</param>
    /// <exception cref="OperatorException">The scale does not broadcast, or there is no such axis.</exception>
    public void Run(Tensor<T> x, Tensor<T> scale, [Result] Tensor<T> y)
    {
        int first = RowNormalization.Axis(x, axis) ?? throw NoAxis(x);
        if (!RowNormalization.Run<T, float>(x, first, scale, null, epsilon, false, y, [], [])) throw Mismatch(x, scale);
    }

    private OperatorException NoAxis(Tensor x) => Error($"'axis' is {axis}; the input has the shape {ShapeText.Of(x)}");

    private OperatorException Mismatch(Tensor x, Tensor scale) => Error($"the scale {ShapeText.Of(scale)} does not broadcast to the input {ShapeText.Of(x)}");
}
