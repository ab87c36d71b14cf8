using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels.Operators;

/// <summary>Rows that are normalized each by itself: LayerNormalization and RMSNormalization.</summary>
internal static class RowNormalization
{
    /// <summary>An axis counted from the first dimension; null where there is none.</summary>
    public static int? Axis(Tensor x, long axis) => axis >= -x.Rank && axis < x.Rank ? (int)(axis < 0 ? axis + x.Rank : axis) : null;

    /// <summary>Normalizes, and writes means and inverse deviations where there is room for them.</summary>
    /// <returns>False where scale or shift do not broadcast to the values.</returns>
    public static bool Run<T, TStash>(
        Tensor<T> x, int axis, Tensor<T> scale, Tensor<T>? shift, float epsilon, bool isCentered, Tensor<T> y, Span<TStash> means, Span<TStash> deviations)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TStash : unmanaged, IBinaryFloatingPointIeee754<TStash>
    {
        ReadOnlySpan<long> row = x.Shape[axis..];
        int length = 1;
        foreach (long size in row) length *= (int)size;
        y.ResizeLike(x);

        // Parameters mostly are one row; others are applied in a second pass.
        bool isRow = IsRow(scale, row, length) && (shift is null || IsRow(shift, row, length));
        if (!isRow && !(Fits(x, scale) && (shift is null || Fits(x, shift)))) return false;
        if (x.Length == 0) return true;
        ReadOnlySpan<T> factor = isRow ? scale.Values : default, addend = isRow && shift is not null ? shift.Values : default;
        if (typeof(T) == typeof(double)) Rows<T, double, TStash>(x.Values, length, factor, addend, epsilon, isCentered, y.Values, means, deviations);
        else Rows<T, float, TStash>(x.Values, length, factor, addend, epsilon, isCentered, y.Values, means, deviations);
        if (isRow) return true;
        Second<T>.Mul.Run(y, scale, y);
        if (shift is not null) Second<T>.Add.Run(y, shift, y);
        return true;
    }

    private static bool IsRow(Tensor parameter, ReadOnlySpan<long> row, int length) =>
        parameter.Length == length && (row.EndsWith(parameter.Shape) || parameter.Shape.EndsWith(row));

    private static bool Fits(Tensor x, Tensor parameter)
    {
        var walk = new BroadcastWalk(x.Shape, parameter.Shape);
        return walk.Fits && walk.Shape.SequenceEqual(x.Shape);
    }

    [SkipLocalsInit]
    private static void Rows<T, TWork, TStash>(
        ReadOnlySpan<T> x, int length, ReadOnlySpan<T> scale, ReadOnlySpan<T> shift, float epsilon, bool isCentered, Span<T> y, Span<TStash> means, Span<TStash> deviations)
        where T : unmanaged
        where TWork : unmanaged, IBinaryFloatingPointIeee754<TWork>
        where TStash : unmanaged, IBinaryFloatingPointIeee754<TStash>
    {
        int extra = Working.Length<T, TWork>(length);
        using var scratch = new NearSpan<TWork>(stackalloc TWork[512], 3 * extra);
        Span<TWork> room = scratch.Span[..extra];
        ReadOnlySpan<TWork> factor = Working.From<T, TWork>(scale, scratch.Span.Slice(extra, extra)), addend = Working.From<T, TWork>(shift, scratch.Span.Slice(2 * extra, extra));
        TWork count = TWork.CreateTruncating(length), added = TWork.CreateTruncating(epsilon);
        for (int at = 0, row = 0; at < x.Length; at += length, row++)
        {
            ReadOnlySpan<TWork> values = Working.From<T, TWork>(x.Slice(at, length), room);
            Span<TWork> into = Working.Into<T, TWork>(y.Slice(at, length), room);
            TWork mean = isCentered ? TensorPrimitives.Sum(values) / count : TWork.Zero;

            // The deviations are squared, not the values: their squares would cancel where the mean is large.
            if (isCentered) TensorPrimitives.Subtract(values, mean, into);
            else values.CopyTo(into);
            TWork inverse = TWork.One / TWork.Sqrt((TensorPrimitives.SumOfSquares<TWork>(into) / count) + added);
            TensorPrimitives.Multiply(into, inverse, into);
            if (factor.Length > 0) TensorPrimitives.Multiply(into, factor, into);
            if (addend.Length > 0) TensorPrimitives.Add(into, addend, into);
            Working.Finish(into, y.Slice(at, length));
            if (means.Length > 0) means[row] = TStash.CreateTruncating(mean);
            if (deviations.Length > 0) deviations[row] = TStash.CreateTruncating(inverse);
        }
    }

    private static class Second<T>
        where T : unmanaged, INumber<T>
    {
        public static readonly Mul<T> Mul = new();
        public static readonly Add<T> Add = new();
    }
}
