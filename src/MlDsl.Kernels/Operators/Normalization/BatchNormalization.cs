using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's BatchNormalization in an inference: per channel, (x - mean) / √(variance + epsilon) · scale + shift.</summary>
/// <typeparam name="T">float, double or float16.</typeparam>
/// <typeparam name="TScale">The elements of scale and shift.</typeparam>
/// <typeparam name="TMean">The elements of mean and variance.</typeparam>
[Operator("BatchNormalization", Ignores = ["consumed_inputs", "is_test", "momentum"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BatchNormalization<T, TScale, TMean> : Operator
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TScale : unmanaged, IBinaryFloatingPointIeee754<TScale>
    where TMean : unmanaged, IBinaryFloatingPointIeee754<TMean>
{
    private readonly float epsilon;

    /// <param name="epsilon">What is added to the variance.</param>
    /// <param name="spatial">Before opset 9: 1 for one mean per channel.</param>
    /// <param name="trainingMode">0: the mean and variance are given.</param>
    /// <exception cref="OperatorException">The node is one of a training, or has a mean per feature.</exception>
    public BatchNormalization(float epsilon = 1e-5f, long spatial = 1, long trainingMode = 0)
    {
        if (trainingMode != 0) throw Error("'training_mode' is 1; export the model for inference");
        if (spatial != 1) throw Error($"'spatial' is {spatial}; one mean per channel, 1, can be calculated");
        this.epsilon = epsilon;
    }

    /// <summary>Normalizes.</summary>
    /// <param name="x">[N, C, …], or [N] of one channel.</param>
    /// <param name="scale">[C].</param>
    /// <param name="b">[C], what is added at the end.</param>
    /// <param name="mean">[C].</param>
    /// <param name="variance">[C].</param>
    /// <param name="y">Of the shape of <paramref name="x"/>.</param>
    /// <exception cref="OperatorException">There are not as many numbers as channels.</exception>
    public void Run(Tensor<T> x, Tensor<TScale> scale, Tensor<TScale> b, Tensor<TMean> mean, Tensor<TMean> variance, [Result] Tensor<T> y)
    {
        int channels = x.Rank > 1 ? x.Size(1) : 1;
        if (x.Rank == 0 || scale.Length != channels || b.Length != channels || mean.Length != channels || variance.Length != channels) throw Mismatch(x, scale, b, mean, variance);
        y.ResizeLike(x);
        if (typeof(T) == typeof(double)) Normalize<double>(x, scale, b, mean, variance, y, channels);
        else Normalize<float>(x, scale, b, mean, variance, y, channels);
    }

    [SkipLocalsInit]
    private void Normalize<TWork>(Tensor<T> x, Tensor<TScale> scale, Tensor<TScale> b, Tensor<TMean> mean, Tensor<TMean> variance, Tensor<T> y, int channels)
        where TWork : unmanaged, IBinaryFloatingPointIeee754<TWork>
    {
        if (x.Length == 0) return;
        int size = x.Length / channels / (x.Rank > 1 ? x.Size(0) : 1), run = size == 1 ? channels : size;
        using var scratch = new NearSpan<TWork>(stackalloc TWork[512], (3 * channels) + Working.Length<T, TWork>(run));
        Span<TWork> factor = scratch.Span[..channels], shift = scratch.Span.Slice(channels, channels), other = scratch.Span.Slice(2 * channels, channels), rest = scratch.Span[(3 * channels)..];

        // One factor and one shift per channel: x · factor + shift.
        Casting.Convert<TMean, TWork>(variance.Values, factor);
        TensorPrimitives.Add(factor, TWork.CreateTruncating(epsilon), factor);
        TensorPrimitives.Sqrt(factor, factor);
        Casting.Convert<TScale, TWork>(scale.Values, other);
        TensorPrimitives.Divide(other, factor, factor);
        Casting.Convert<TMean, TWork>(mean.Values, shift);
        TensorPrimitives.Multiply(shift, factor, shift);
        Casting.Convert<TScale, TWork>(b.Values, other);
        TensorPrimitives.Subtract(other, shift, shift);

        ReadOnlySpan<T> from = x.Values;
        Span<T> to = y.Values;
        int channel = 0;
        for (int at = 0; at < from.Length; at += run)
        {
            ReadOnlySpan<TWork> values = Working.From<T, TWork>(from.Slice(at, run), rest);
            Span<TWork> into = Working.Into<T, TWork>(to.Slice(at, run), rest);
            if (size == 1) TensorPrimitives.MultiplyAdd(values, factor, shift, into);
            else
            {
                TensorPrimitives.Multiply(values, factor[channel], into);
                TensorPrimitives.Add(into, shift[channel], into);
                channel = channel + 1 < channels ? channel + 1 : 0;
            }
            Working.Finish(into, to.Slice(at, run));
        }
    }

    private OperatorException Mismatch(Tensor x, Tensor scale, Tensor b, Tensor mean, Tensor variance) => Error(
        $"the input has the shape {ShapeText.Of(x)}, its parameters {ShapeText.Of(scale)}, {ShapeText.Of(b)}, {ShapeText.Of(mean)} and {ShapeText.Of(variance)}; one number per channel, the second dimension, is expected");
}
