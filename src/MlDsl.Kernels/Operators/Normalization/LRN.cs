using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels.Operators;

/// <summary>
/// ONNX's LRN: x / (bias + alpha / size · Σ x²)^beta, where the sum goes over neighbouring channels (Krizhevsky et al., 2012).
/// </summary>
/// <typeparam name="T">float, double or float16.</typeparam>
[Operator("LRN")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LRN<T> : Operator
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly float alpha, beta, bias;
    private readonly int size;

    /// <param name="size">The channels of a sum, the one itself in the middle.</param>
    /// <param name="alpha">What the mean of the squares is multiplied with.</param>
    /// <param name="beta">The exponent.</param>
    /// <param name="bias">What is added before.</param>
    /// <exception cref="OperatorException">The size is not positive.</exception>
    public LRN(long size, float alpha = 0.0001f, float beta = 0.75f, float bias = 1)
    {
        if (size is < 1 or > int.MaxValue) throw Error($"'size' is {size}; at least 1 is expected");
        (this.size, this.alpha, this.beta, this.bias) = ((int)size, alpha, beta, bias);
    }

    /// <summary>Normalizes.</summary>
    /// <param name="x">[N, C, …].</param>
    /// <param name="y">Of the same shape.</param>
    /// <exception cref="OperatorException">There are no channels.</exception>
    public void Run(Tensor<T> x, [Result] Tensor<T> y)
    {
        if (x.Rank < 2) throw Error($"the input has the shape {ShapeText.Of(x)}; [N, C, …] is expected");
        y.ResizeLike(x);
        if (x.Length == 0) return;
        if (typeof(T) == typeof(double)) Rows<double>(x.Values, y.Values, (int)x.Shape[0], (int)x.Shape[1]);
        else Rows<float>(x.Values, y.Values, (int)x.Shape[0], (int)x.Shape[1]);
    }

    [SkipLocalsInit]
    private void Rows<TWork>(ReadOnlySpan<T> x, Span<T> y, int rows, int channels)
        where TWork : unmanaged, IBinaryFloatingPointIeee754<TWork>
    {
        int length = x.Length / rows, width = length / channels, extra = Working.Length<T, TWork>(length);
        using var scratch = new NearSpan<TWork>(stackalloc TWork[256], 2 * extra);
        TWork factor = TWork.CreateTruncating(alpha / size), added = TWork.CreateTruncating(bias), power = TWork.CreateTruncating(-beta);
        for (int at = 0; at < x.Length; at += length)
        {
            ReadOnlySpan<TWork> row = Working.From<T, TWork>(x.Slice(at, length), scratch.Span[..extra]);
            Span<TWork> into = Working.Into<T, TWork>(y.Slice(at, length), scratch.Span[extra..]);
            for (int c = 0; c < channels; c++)
            {
                Span<TWork> sums = into.Slice(c * width, width);
                sums.Clear();
                for (int near = Math.Max(0, c - ((size - 1) / 2)); near <= Math.Min(channels - 1, (long)c + (size / 2)); near++)
                    TensorPrimitives.MultiplyAdd(row.Slice(near * width, width), row.Slice(near * width, width), sums, sums);
                for (int i = 0; i < width; i++) sums[i] = row[(c * width) + i] * TWork.Pow(added + (factor * sums[i]), power);
            }
            Working.Finish(into, y.Slice(at, length));
        }
    }
}
