using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>Convolutions as products of matrices, in single or double precision.</summary>
internal static unsafe class Convolution
{
    // Elements of the scratch memory: what lies under some rows of windows, small enough to stay near.
    private const int Block = 1 << 16;

    // With fewer windows their elements are better the other way round, for dot products.
    private const int FewWindows = 16;

    /// <summary>Convolves, or the reverse; float16 in single precision.</summary>
    public static void Run<T>(Tensor<T> x, Tensor<T> w, Tensor<T>? b, Tensor<T> y, in Windows windows, int groups, bool isTransposed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (y.Length == 0) return;
        int channels = (int)x.Shape[1], outputs = (int)y.Shape[1];
        ReadOnlySpan<T> bias = b is null ? default : b.Values;
        if (typeof(T) != typeof(Half))
        {
            Run(x.Values, w.Values, bias, y.Values, windows, channels, outputs, groups, isTransposed);
            return;
        }
        int lengthX = x.Length, lengthW = w.Length;
        float[] rented = ArrayPool<float>.Shared.Rent(checked(lengthX + lengthW + y.Length + bias.Length));
        Span<float> wideX = rented.AsSpan(0, lengthX), wideW = rented.AsSpan(lengthX, lengthW), wideY = rented.AsSpan(lengthX + lengthW, y.Length);
        Span<float> wideB = rented.AsSpan(lengthX + lengthW + y.Length, bias.Length);
        Casting.Convert<T, float>(x.Values, wideX);
        Casting.Convert<T, float>(w.Values, wideW);
        Casting.Convert(bias, wideB);
        Run<float>(wideX, wideW, wideB, wideY, windows, channels, outputs, groups, isTransposed);
        Casting.Convert<float, T>(wideY, y.Values);
        ArrayPool<float>.Shared.Return(rented);
    }

    private static void Run<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, Span<T> y, in Windows windows, int channels, int outputs, int groups, bool isTransposed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (isTransposed) Backward(x, weights, y, windows, channels, outputs, groups);
        else Forward(x, weights, y, windows, channels, outputs, groups);
        int positions = isTransposed ? windows.Inputs : windows.Outputs, channel = 0;
        for (int at = 0; at < y.Length && bias.Length > 0; at += positions, channel = channel + 1 < bias.Length ? channel + 1 : 0)
            TensorPrimitives.Add(y.Slice(at, positions), bias[channel], y.Slice(at, positions));
    }

    private static void Forward<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> weights, Span<T> y, in Windows windows, int channels, int outputs, int groups)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int inputs = channels / groups * windows.Kernel, positions = windows.Outputs, rows = windows.Depth.Output * windows.Height.Output;
        int together = Math.Clamp(Block / Math.Max(1, inputs * windows.Width.Output), 1, rows);
        T[] rented = windows.IsPointwise ? [] : ArrayPool<T>.Shared.Rent(checked(inputs * together * windows.Width.Output));
        fixed (T* from = x, filters = weights, into = y, columns = rented)
        {
            int width = channels / groups * windows.Inputs, height = outputs / groups, steps = y.Length / positions / height;
            for (int i = 0; i < steps; i++)
            {
                T* group = from + ((nint)i * width), filter = filters + ((nint)(i % groups) * height * inputs), to = into + ((nint)i * height * positions);
                if (windows.IsPointwise) DenseProduct<T>.Multiply(new(filter, inputs, 1), new(group, positions, 1), null, 0, to, positions, height, inputs, positions);
                else
                {
                    for (int row = 0; row < rows; row += together)
                        Multiply(group, windows, channels / groups, filter, inputs, row, Math.Min(together, rows - row), columns, to, height);
                }
            }
        }
        if (rented.Length > 0) ArrayPool<T>.Shared.Return(rented);
    }

    // Each element puts down a window of weights, and where windows overlap they are added.
    private static void Backward<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> weights, Span<T> y, in Windows windows, int channels, int outputs, int groups)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        y.Clear();
        int positions = windows.Outputs, kernel = windows.Kernel, height = outputs / groups, depth = channels / groups;
        int together = Math.Clamp(Block / Math.Max(1, kernel * positions), 1, height);
        T[] rented = ArrayPool<T>.Shared.Rent(checked(together * kernel * positions));
        fixed (T* from = x, filters = weights, into = y, columns = rented)
        {
            int steps = y.Length / windows.Inputs / height;
            for (int i = 0; i < steps; i++)
            {
                T* group = from + ((nint)i * depth * positions), filter = filters + ((nint)(i % groups) * depth * height * kernel);
                for (int m = 0; m < height; m += together)
                {
                    int count = Math.Min(together, height - m);
                    DenseProduct<T>.Multiply(
                        new(filter + ((nint)m * kernel), 1, height * kernel), new(group, positions, 1), null, 0, columns, positions, count * kernel, depth, positions);
                    Columns.Scatter(columns, windows, count, into + ((((nint)i * height) + m) * windows.Inputs));
                }
            }
        }
        ArrayPool<T>.Shared.Return(rented);
    }

    private static void Multiply<T>(T* x, in Windows windows, int channels, T* filter, int inputs, int firstRow, int rows, T* columns, T* into, int height)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = rows * windows.Width.Output;
        bool isFew = count < FewWindows;
        Columns.Gather(x, windows, channels, firstRow, rows, columns, isFew ? 1 : count, isFew ? inputs : 1);
        MatrixView<T> under = isFew ? new(columns, 1, inputs) : new(columns, count, 1);
        DenseProduct<T>.Multiply(new(filter, inputs, 1), under, null, 0, into + (firstRow * windows.Width.Output), windows.Outputs, height, inputs, count);
    }
}
