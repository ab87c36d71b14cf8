using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's InstanceNormalization: each channel of each row by its own mean and variance, then scaled and shifted (Ulyanov et al., 2016).</summary>
/// <typeparam name="T">float, double or float16.</typeparam>
/// <param name="epsilon">What is added to the variance.</param>
[Operator("InstanceNormalization", Ignores = ["consumed_inputs"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class InstanceNormalization<T>(float epsilon = 1e-5f) : Operator
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Normalizes.</summary>
    /// <param name="input">[N, C, …].</param>
    /// <param name="scale">[C].</param>
    /// <param name="b">[C], what is added at the end.</param>
    /// <param name="output">Of the shape of <paramref name="input"/>.</param>
    /// <exception cref="OperatorException">There are not as many numbers as channels.</exception>
    public void Run(Tensor<T> input, Tensor<T> scale, Tensor<T> b, [Result] Tensor<T> output)
    {
        if (input.Rank < 3 || scale.Length != input.Shape[1] || b.Length != input.Shape[1]) throw Mismatch(input, scale, b);
        GroupedChannels.Normalize(input, (int)input.Shape[1], scale.Values, b.Values, epsilon, output);
    }

    private OperatorException Mismatch(Tensor input, Tensor scale, Tensor b) =>
        Error($"the input has the shape {ShapeText.Of(input)}, its parameters {ShapeText.Of(scale)} and {ShapeText.Of(b)}; [N, C, …] and one number per channel are expected");
}

/// <summary>ONNX's GroupNormalization: groups of channels by their mean and variance, then scaled and shifted (Wu and He, 2018).</summary>
/// <typeparam name="T">float, double or float16.</typeparam>
[Operator("GroupNormalization", 18, Ignores = ["stash_type"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GroupNormalization<T> : Operator
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int groups;
    private readonly float epsilon;

    /// <param name="numGroups">The groups that share the channels evenly.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <exception cref="OperatorException">There is no group.</exception>
    public GroupNormalization(long numGroups, float epsilon = 1e-5f)
    {
        if (numGroups is < 1 or > int.MaxValue) throw Error($"'num_groups' is {numGroups}; at least 1 is expected");
        (groups, this.epsilon) = ((int)numGroups, epsilon);
    }

    /// <summary>Normalizes.</summary>
    /// <param name="x">[N, C, …].</param>
    /// <param name="scale">[C]; before opset 21 one per group.</param>
    /// <param name="bias">As many.</param>
    /// <param name="y">Of the shape of <paramref name="x"/>.</param>
    /// <exception cref="OperatorException">There are not as many numbers as channels or groups, or the groups do not share the channels evenly.</exception>
    public void Run(Tensor<T> x, Tensor<T> scale, Tensor<T> bias, [Result] Tensor<T> y)
    {
        int channels = x.Rank >= 2 ? (int)x.Shape[1] : 0;
        if (x.Rank < 2 || channels % groups != 0 || (scale.Length != channels && scale.Length != groups) || bias.Length != scale.Length) throw Mismatch(x, scale, bias);
        GroupedChannels.Normalize(x, groups, scale.Values, bias.Values, epsilon, y);
    }

    private OperatorException Mismatch(Tensor x, Tensor scale, Tensor bias) => Error(
        $"the input has the shape {ShapeText.Of(x)}, its parameters {ShapeText.Of(scale)} and {ShapeText.Of(bias)}; [N, C, …] with channels for {groups} groups and one number per channel or group are expected");
}

/// <summary>The arithmetic of both.</summary>
internal static class GroupedChannels
{
    public static void Normalize<T>(Tensor<T> x, int groups, ReadOnlySpan<T> scale, ReadOnlySpan<T> shift, float epsilon, Tensor<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        y.ResizeLike(x);
        if (x.Length == 0) return;
        int channels = (int)x.Shape[1], size = x.Length / (int)x.Shape[0] / channels, together = channels / groups;
        if (typeof(T) == typeof(double)) Normalize<T, double>(x.Values, channels, size, together, scale, shift, epsilon, y.Values);
        else Normalize<T, float>(x.Values, channels, size, together, scale, shift, epsilon, y.Values);
    }

    [SkipLocalsInit]
    private static void Normalize<T, TWork>(
        ReadOnlySpan<T> x, int channels, int size, int together, ReadOnlySpan<T> scale, ReadOnlySpan<T> shift, float epsilon, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TWork : unmanaged, IBinaryFloatingPointIeee754<TWork>
    {
        int length = together * size, perParameter = channels / scale.Length;
        using var scratch = new NearSpan<TWork>(stackalloc TWork[512], Working.Length<T, TWork>(length));
        TWork count = TWork.CreateTruncating(length), added = TWork.CreateTruncating(epsilon);
        for (int at = 0, first = 0; at < x.Length; at += length, first = (first + together) % channels)
        {
            ReadOnlySpan<TWork> values = Working.From<T, TWork>(x.Slice(at, length), scratch.Span);
            Span<TWork> into = Working.Into<T, TWork>(y.Slice(at, length), scratch.Span);
            TensorPrimitives.Subtract(values, TensorPrimitives.Sum(values) / count, into);
            TWork inverse = TWork.One / TWork.Sqrt((TensorPrimitives.SumOfSquares<TWork>(into) / count) + added);
            for (int c = 0; c < together; c++)
            {
                int parameter = (first + c) / perParameter;
                Span<TWork> channel = into.Slice(c * size, size);
                TensorPrimitives.Multiply(channel, inverse * TWork.CreateTruncating(scale[parameter]), channel);
                TensorPrimitives.Add(channel, TWork.CreateTruncating(shift[parameter]), channel);
            }
            Working.Finish(into, y.Slice(at, length));
        }
    }
}
