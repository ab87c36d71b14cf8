using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>An operator that makes one number of each channel.</summary>
/// <typeparam name="T">The elements.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class GlobalPool<T> : Operator
    where T : unmanaged, INumber<T>
{
    private protected GlobalPool()
    {
    }

    /// <summary>Pools.</summary>
    /// <param name="x">[N, C, …].</param>
    /// <param name="y">[N, C, 1, …].</param>
    /// <exception cref="OperatorException">The input has no channels, or none with elements.</exception>
    public void Run(Tensor<T> x, [Result] Tensor<T> y)
    {
        if (x.Rank < 3) throw Error($"the input has the shape {ShapeText.Of(x)}; [N, C, …] is expected");
        Span<long> shape = stackalloc long[Tensor.MaxRank];
        shape.Fill(1);
        x.Shape[..2].CopyTo(shape);
        y.Resize(shape[..x.Rank]);
        int count = Strides.Product(x.Shape[2..]);
        if (count == 0) throw Error($"the input has the shape {ShapeText.Of(x)}; its channels have no elements");
        ReadOnlySpan<T> from = x.Values;
        Span<T> into = y.Values;
        for (int i = 0; i < into.Length; i++) into[i] = Pool(from.Slice(i * count, count));
    }

    private protected abstract T Pool(ReadOnlySpan<T> channel);
}

/// <summary>ONNX's GlobalMaxPool: the largest number of each channel, NaN where one is NaN.</summary>
/// <typeparam name="T">Any number.</typeparam>
[Operator("GlobalMaxPool")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GlobalMaxPool<T> : GlobalPool<T>
    where T : unmanaged, INumber<T>
{
    private protected override T Pool(ReadOnlySpan<T> channel) => TensorPrimitives.Max(channel);
}

/// <summary>ONNX's GlobalAveragePool: the mean of each channel.</summary>
/// <typeparam name="T">float, double or float16, which is calculated in single precision.</typeparam>
[Operator("GlobalAveragePool")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GlobalAveragePool<T> : GlobalPool<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override T Pool(ReadOnlySpan<T> channel)
    {
        if (typeof(T) != typeof(Half)) return TensorPrimitives.Sum(channel) / T.CreateTruncating(channel.Length);
        float sum = 0;
        foreach (T value in channel) sum += float.CreateTruncating(value);
        return T.CreateTruncating(sum / channel.Length);
    }
}

/// <summary>ONNX's GlobalLpPool: the p-norm of each channel.</summary>
/// <typeparam name="T">float, double or float16, which is calculated in single precision.</typeparam>
[Operator("GlobalLpPool")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GlobalLpPool<T> : GlobalPool<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double p;

    /// <param name="p">The norm: 1 for the sum of absolute values, 2 for the Euclidean length.</param>
    /// <exception cref="OperatorException">It is not positive.</exception>
    public GlobalLpPool(float p = 2) => this.p = LpNorm.Checked(p, this);

    private protected override T Pool(ReadOnlySpan<T> channel) => typeof(T) == typeof(double) ? Norm<double>(channel) : Norm<float>(channel);

    private T Norm<TWork>(ReadOnlySpan<T> channel)
        where TWork : IBinaryFloatingPointIeee754<TWork>
    {
        TWork sum = TWork.Zero;
        foreach (T value in channel) sum += LpNorm.Power(TWork.CreateTruncating(value), p);
        return T.CreateTruncating(LpNorm.Root(sum, p));
    }
}
