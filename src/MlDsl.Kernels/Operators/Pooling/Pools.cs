using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>What makes one number of those under a window.</summary>
/// <typeparam name="T">The number it calculates with.</typeparam>
internal interface IPool<T>
{
    /// <summary>The number where nothing is under the window.</summary>
    T Begin { get; }

    /// <summary>Whether a negative pad hides the last elements from a window that reaches over them.</summary>
    bool StopsAtPads { get; }

    /// <summary>Takes in one element.</summary>
    T Add(T sum, T value);

    /// <summary>The result.</summary>
    /// <param name="sum">All elements, taken in.</param>
    /// <param name="inside">How many there were.</param>
    /// <param name="covered">How many there would be if the pads had elements as well.</param>
    T End(T sum, int inside, int covered);
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

    /// <summary>Calculates all results.</summary>
    /// <typeparam name="T">The elements.</typeparam>
    /// <typeparam name="TWork">What they are calculated with.</typeparam>
    /// <typeparam name="TPool">The arithmetic.</typeparam>
    public static void Run<T, TWork, TPool>(ReadOnlySpan<T> x, in Windows windows, TPool pool, Span<T> y)
        where T : unmanaged, INumberBase<T>
        where TWork : unmanaged, INumberBase<TWork>
        where TPool : struct, IPool<TWork>
    {
        WindowAxis depth = windows.Depth, height = windows.Height, width = windows.Width;
        for (int at = 0; at < y.Length; x = x[windows.Inputs..])
        {
            for (int row = 0; row < depth.Output * height.Output; row++)
            {
                int beginZ = depth.Begin(row / height.Output), beginY = height.Begin(row % height.Output);
                var (firstZ, endZ) = Inside(depth, beginZ, pool.StopsAtPads);
                var (firstY, endY) = Inside(height, beginY, pool.StopsAtPads);
                int rows = Math.Max(0, endZ - firstZ) * Math.Max(0, endY - firstY), coveredRows = depth.Covered(beginZ) * height.Covered(beginY);
                for (int i = 0; i < width.Output; i++)
                {
                    int beginX = width.Begin(i);
                    var (firstX, endX) = Inside(width, beginX, pool.StopsAtPads);
                    TWork sum = pool.Begin;
                    for (int z = firstZ; z < endZ; z++)
                    {
                        for (int v = firstY; v < endY; v++)
                        {
                            int line = (((beginZ + (z * depth.Dilation)) * height.Input) + beginY + (v * height.Dilation)) * width.Input;
                            for (int u = firstX; u < endX; u++) sum = pool.Add(sum, TWork.CreateTruncating(x[line + beginX + (u * width.Dilation)]));
                        }
                    }
                    y[at++] = T.CreateTruncating(pool.End(sum, rows * Math.Max(0, endX - firstX), coveredRows * width.Covered(beginX)));
                }
            }
        }
    }

    private static (int First, int End) Inside(WindowAxis axis, int begin, bool stopsAtPads)
    {
        var (first, end) = axis.Inside(begin);
        return (first, stopsAtPads ? Math.Min(end, axis.Covered(begin)) : end);
    }
}
