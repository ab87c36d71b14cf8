using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels.Operators;

/// <summary>What makes one number of those under a window.</summary>
/// <typeparam name="T">The elements.</typeparam>
/// <typeparam name="TWork">The number it calculates with.</typeparam>
internal interface IPool<T, TWork>
{
    /// <summary>The number where nothing is under the window.</summary>
    TWork Begin { get; }

    /// <summary>Whether the result depends on how many elements there are.</summary>
    bool Counts { get; }

    /// <summary>Whether a negative pad hides the last elements from a window that reaches over them.</summary>
    bool StopsAtPads { get; }

    /// <summary>Takes one element into each sum.</summary>
    void Take(ReadOnlySpan<T> values, Span<TWork> sums);

    /// <summary>One sum of two.</summary>
    TWork Merge(TWork left, TWork right);

    /// <summary>The result.</summary>
    /// <param name="sum">All elements, taken in.</param>
    /// <param name="inside">How many there were.</param>
    /// <param name="covered">How many there would be if the pads had elements as well.</param>
    TWork End(TWork sum, int inside, int covered);
}

/// <summary>Moves a window over each channel and makes one number of what lies under it.</summary>
internal static class Pools
{
    /// <summary>The windows of a pool; gives the result its shape.</summary>
    /// <exception cref="OperatorException">The window does not fit the input.</exception>
    public static Windows Over(WindowShape shape, Tensor x, Tensor y, Operator node)
    {
        if (x.Rank < 3) throw node.Problem($"the input has the shape {ShapeText.Of(x)}; [N, C, …] is expected");
        Windows windows = shape.Over(x.Shape[2..], shape.Kernel);
        if (windows.Inputs == 0) throw node.Problem($"the input has the shape {ShapeText.Of(x)}; there is nothing to move a window over");
        windows.Resize(y, x.Shape[0], x.Shape[1], x.Rank, ofInputs: false);
        return windows;
    }

    /// <summary>Calculates all results: first the elements above each other become one, line by line, then those beside each other.</summary>
    /// <typeparam name="T">The elements.</typeparam>
    /// <typeparam name="TWork">What they are calculated with.</typeparam>
    /// <typeparam name="TPool">The arithmetic.</typeparam>
    [SkipLocalsInit]
    public static void Run<T, TWork, TPool>(ReadOnlySpan<T> x, in Windows windows, TPool pool, Span<T> y)
        where T : unmanaged, INumberBase<T>
        where TWork : unmanaged, INumberBase<TWork>
        where TPool : struct, IPool<T, TWork>
    {
        WindowAxis depth = Visible(windows.Depth, pool.StopsAtPads), height = Visible(windows.Height, pool.StopsAtPads), width = Visible(windows.Width, pool.StopsAtPads);
        int line = windows.Width.Input, plane = windows.Height.Input * line, outputs = width.Output;
        using var scratch = new NearSpan<TWork>(stackalloc TWork[256], line + outputs);
        Span<TWork> columns = scratch.Span[..line], sums = scratch.Span[line..];
        for (int at = 0; at < y.Length; x = x[windows.Inputs..])
        {
            for (int row = 0; row < depth.Output * height.Output; row++, at += outputs)
            {
                int beginZ = depth.Begin(row / height.Output), beginY = height.Begin(row % height.Output);
                var (firstZ, endZ) = depth.Inside(beginZ);
                var (firstY, endY) = height.Inside(beginY);
                columns.Fill(pool.Begin);
                for (int z = firstZ; z < endZ; z++)
                {
                    for (int v = firstY; v < endY; v++)
                        pool.Take(x.Slice(((beginZ + (z * depth.Dilation)) * plane) + ((beginY + (v * height.Dilation)) * line), line), columns);
                }
                Beside<T, TWork, TPool>(columns, width, pool, sums);
                int inside = Math.Max(0, endZ - firstZ) * Math.Max(0, endY - firstY), covered = depth.Covered(beginZ) * height.Covered(beginY);
                End<T, TWork, TPool>(sums, width, pool, inside, covered, y.Slice(at, outputs));
            }
        }
    }

    private static void Beside<T, TWork, TPool>(ReadOnlySpan<TWork> columns, WindowAxis width, TPool pool, Span<TWork> sums)
        where TPool : struct, IPool<T, TWork>
    {
        sums.Fill(pool.Begin);
        for (int element = 0; element < width.Kernel; element++)
        {
            var (first, end) = width.Covering(element);
            int from = (element * width.Dilation) - width.Before + (first * width.Stride);
            for (int i = first; i < end; i++, from += width.Stride) sums[i] = pool.Merge(sums[i], columns[from]);
        }
    }

    private static void End<T, TWork, TPool>(ReadOnlySpan<TWork> sums, WindowAxis width, TPool pool, int inside, int covered, Span<T> y)
        where T : unmanaged, INumberBase<T>
        where TWork : unmanaged, INumberBase<TWork>
        where TPool : struct, IPool<T, TWork>
    {
        if (!pool.Counts || width.IsInside)
        {
            for (int i = 0; i < y.Length; i++) y[i] = T.CreateTruncating(pool.End(sums[i], inside * width.Kernel, covered * width.Kernel));
            return;
        }
        for (int i = 0; i < y.Length; i++)
        {
            int begin = width.Begin(i);
            var (first, end) = width.Inside(begin);
            y[i] = T.CreateTruncating(pool.End(sums[i], inside * Math.Max(0, end - first), covered * width.Covered(begin)));
        }
    }

    private static WindowAxis Visible(WindowAxis axis, bool stopsAtPads) => stopsAtPads && axis.After < 0 ? axis with { Input = axis.Input + axis.After, After = 0 } : axis;
}
