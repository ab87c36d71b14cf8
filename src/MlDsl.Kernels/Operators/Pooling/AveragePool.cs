using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's AveragePool over one to three dimensions: the mean of what is under each window.</summary>
/// <typeparam name="T">float, double or float16, which is calculated in single precision.</typeparam>
[Operator("AveragePool")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class AveragePool<T> : Operator
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly WindowShape shape;
    private readonly bool countsPads;

    /// <param name="kernelShape">The sizes of the window.</param>
    /// <param name="autoPad">How the pads are found: NOTSET, VALID, SAME_UPPER or SAME_LOWER.</param>
    /// <param name="ceilMode">1: a last window that hangs over the end counts.</param>
    /// <param name="countIncludePad">1: what is added counts as zeros; otherwise it does not count.</param>
    /// <param name="dilations">How far elements of a window are apart.</param>
    /// <param name="pads">What is added before each dimension, then behind each.</param>
    /// <param name="strides">How far a window moves.</param>
    /// <exception cref="OperatorException">A number is outside its range.</exception>
    public AveragePool(
        long[] kernelShape, string autoPad = "NOTSET", long ceilMode = 0, long countIncludePad = 0, long[]? dilations = null, long[]? pads = null, long[]? strides = null)
    {
        shape = WindowShape.OfPool(this, autoPad, kernelShape, strides, dilations, pads, ceilMode != 0);
        countsPads = countIncludePad != 0;
    }

    /// <summary>Pools.</summary>
    /// <param name="x">[N, C, …].</param>
    /// <param name="y">The mean under each window.</param>
    /// <exception cref="OperatorException">The window does not fit the input.</exception>
    public void Run(Tensor<T> x, [Result] Tensor<T> y)
    {
        Windows windows = Pools.Over(shape, x, y, this);
        if (typeof(T) == typeof(double)) Pools.Run<T, double, Mean<double>>(x.Values, windows, new(countsPads), y.Values);
        else Pools.Run<T, float, Mean<float>>(x.Values, windows, new(countsPads), y.Values);
    }

    private readonly struct Mean<TWork>(bool countsPads) : IPool<T, TWork>
        where TWork : unmanaged, IBinaryFloatingPointIeee754<TWork>
    {
        public TWork Begin => TWork.Zero;

        public bool Counts => true;

        public bool StopsAtPads => true;

        public void Take(ReadOnlySpan<T> values, Span<TWork> sums)
        {
            if (typeof(T) == typeof(TWork)) TensorPrimitives.Add(sums, MemoryMarshal.Cast<T, TWork>(values), sums);
            else for (int i = 0; i < sums.Length; i++) sums[i] += TWork.CreateTruncating(values[i]);
        }

        public TWork Merge(TWork left, TWork right) => left + right;

        public TWork End(TWork sum, int inside, int covered) => inside == 0 ? TWork.Zero : sum / TWork.CreateTruncating(countsPads ? covered : inside);
    }
}
