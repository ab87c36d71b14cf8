using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's MaxPool over one to three dimensions: the largest number under each window, NaN where one is NaN.</summary>
/// <typeparam name="T">Any number.</typeparam>
[Operator("MaxPool")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MaxPool<T> : Operator
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    private readonly WindowShape shape;
    private readonly bool isColumnMajor;

    /// <param name="kernelShape">The sizes of the window.</param>
    /// <param name="autoPad">How the pads are found: NOTSET, VALID, SAME_UPPER or SAME_LOWER.</param>
    /// <param name="ceilMode">1: a last window that hangs over the end counts.</param>
    /// <param name="dilations">How far elements of a window are apart.</param>
    /// <param name="pads">What is added before each dimension, then behind each; it is never the largest.</param>
    /// <param name="storageOrder">1: the indices count the first of the pooled dimensions fastest.</param>
    /// <param name="strides">How far a window moves.</param>
    /// <exception cref="OperatorException">A number is outside its range.</exception>
    public MaxPool(
        long[] kernelShape, string autoPad = "NOTSET", long ceilMode = 0, long[]? dilations = null, long[]? pads = null, long storageOrder = 0, long[]? strides = null)
    {
        if (storageOrder is not (0 or 1)) throw Error($"'storage_order' is {storageOrder}; 0 or 1 is expected");
        shape = WindowShape.OfPool(this, autoPad, kernelShape, strides, dilations, pads, ceilMode != 0);
        isColumnMajor = storageOrder != 0;
    }

    /// <summary>Pools.</summary>
    /// <param name="x">[N, C, …].</param>
    /// <param name="y">The largest number under each window.</param>
    /// <param name="indices">Where it lies in <paramref name="x"/>, -1 where a window has no elements; the first of equal ones.</param>
    /// <exception cref="OperatorException">The window does not fit the input.</exception>
    public void Run(Tensor<T> x, [Result] Tensor<T> y, [Result] Tensor<long>? indices)
    {
        Windows windows = Pools.Over(shape, x, y, this);
        indices?.ResizeLike(y);
        if (indices is null) Pools.Run<T, T, Largest>(x.Values, windows, default, y.Values);
        else Find(x.Values, windows, y.Values, indices.Values);
    }

    private void Find(ReadOnlySpan<T> x, in Windows windows, Span<T> y, Span<long> indices)
    {
        WindowAxis depth = windows.Depth, height = windows.Height, width = windows.Width;
        for (int at = 0, start = 0; at < y.Length; start += windows.Inputs)
        {
            for (int window = 0; window < windows.Outputs; window++, at++)
            {
                int beginX = width.Begin(window % width.Output), row = window / width.Output;
                int beginY = height.Begin(row % height.Output), beginZ = depth.Begin(row / height.Output);
                var (firstZ, endZ) = depth.Inside(beginZ);
                var (firstY, endY) = height.Inside(beginY);
                var (firstX, endX) = width.Inside(beginX);
                (y[at], indices[at]) = (T.MinValue, -1);
                for (int z = firstZ; z < endZ; z++)
                {
                    for (int v = firstY; v < endY; v++)
                    {
                        for (int u = firstX; u < endX; u++)
                        {
                            int d = beginZ + (z * depth.Dilation), h = beginY + (v * height.Dilation), w = beginX + (u * width.Dilation);
                            T value = x[start + (((d * height.Input) + h) * width.Input) + w];
                            if (indices[at] >= 0 && !IsLarger(value, y[at])) continue;
                            y[at] = value;
                            indices[at] = start + (isColumnMajor ? d + (depth.Input * (h + (height.Input * w))) : (((d * height.Input) + h) * width.Input) + w);
                        }
                    }
                }
            }
        }
    }

    // What is no number is above all others, so that it is not lost; ONNX Runtime keeps or loses it by its place.
    private static bool IsLarger(T value, T best) => value > best || (T.IsNaN(value) && !T.IsNaN(best));

    private readonly struct Largest : IPool<T, T>
    {
        public T Begin => T.MinValue;

        public bool Counts => false;

        public bool StopsAtPads => false;

        public void Take(ReadOnlySpan<T> values, Span<T> sums) => TensorPrimitives.Max(sums, values, sums);

        public T Merge(T left, T right) => IsLarger(right, left) ? right : left;

        public T End(T sum, int inside, int covered) => sum;
    }
}
