using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>ML.NET's normalizers by bins: the place of the bin that a number falls into, from 0 to 1. What is missing stays missing.</summary>
/// <typeparam name="T">float or double.</typeparam>
[Operator("BinPlace", Domain = OperatorAttribute.Own)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BinPlace<T> : Operator
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] bounds, offsets, divisors;
    private readonly long[] starts;

    /// <param name="bounds">The upper bounds of all columns' bins, in order.</param>
    /// <param name="starts">Where those of each column begin.</param>
    /// <param name="keepsZero">Whether the place of 0 is taken off.</param>
    /// <exception cref="OperatorException">The bounds have another type, or a column has none.</exception>
    public BinPlace(Tensor bounds, long[] starts, long keepsZero = 0)
    {
        ArgumentNullException.ThrowIfNull(starts);
        if (bounds is not Tensor<T> all || starts.Length == 0) throw Error("it needs bounds of the input's type");
        (this.bounds, this.starts) = (all.Values.ToArray(), starts);
        for (int i = 0; i < starts.Length; i++)
            if (starts[i] < 0 || starts[i] >= End(i) || End(i) > this.bounds.Length) throw Error($"column {i} has no bounds");
        divisors = [.. starts.Select((start, i) => T.CreateTruncating(Math.Max(1, End(i) - start - 1)))];
        offsets = [.. starts.Select((_, i) => keepsZero != 0 ? T.CreateTruncating(First(i, End(i), T.Zero)) / divisors[i] : T.Zero)];
    }

    /// <summary>Looks up.</summary>
    /// <param name="x">Rows [N, C].</param>
    /// <param name="y">Places [N, C].</param>
    public void Run(Tensor<T> x, [Result] Tensor<T> y)
    {
        if (x.Rank != 2 || x.Size(1) != starts.Length) throw Error($"the input has the shape {ShapeText.Of(x)}; [N, {starts.Length}] is expected");
        y.ResizeLike(x);
        for (int i = 0; i < x.Length; i++)
        {
            int column = i % starts.Length;
            T value = x.Values[i];
            y.Values[i] = T.IsNaN(value) ? value : (T.CreateTruncating(First(column, End(column) - 1, value)) / divisors[column]) - offsets[column];
        }
    }

    private long End(int column) => column + 1 < starts.Length ? starts[column + 1] : bounds.Length;

    // The first bound that is not below; the last one where all are.
    private long First(int column, long end, T value)
    {
        long low = starts[column], high = end;
        while (low < high)
        {
            long middle = (low + high) / 2;
            if (bounds[middle] >= value) high = middle;
            else low = middle + 1;
        }
        return low - starts[column];
    }
}
