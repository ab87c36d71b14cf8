using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Slice from opset 10 on: a range of each of some dimensions.</summary>
[Operator("Slice", 10)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Slice<T, TIndex> : Operator
    where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    /// <summary>Takes ranges.</summary>
    /// <param name="data">The value.</param>
    /// <param name="starts">The first position of each range; negative counts from the end.</param>
    /// <param name="ends">The position after the last one.</param>
    /// <param name="axes">The dimensions; the first ones where it is absent.</param>
    /// <param name="steps">The distance of neighbours, negative to go back; 1 where it is absent.</param>
    /// <param name="output">The ranges.</param>
    public void Run(Tensor<T> data, Tensor<TIndex> starts, Tensor<TIndex> ends, Tensor<TIndex>? axes, Tensor<TIndex>? steps, [Result] Tensor<T> output)
    {
        int count = starts.Length;
        if (ends.Length != count || (axes is not null && axes.Length != count) || (steps is not null && steps.Length != count)) throw Error("starts, ends, axes and steps have different lengths");
        var ranges = new Ranges<T>(data);
        for (int i = 0; i < count; i++)
        {
            long step = steps is null ? 1 : long.CreateChecked(steps.Values[i]);
            ranges.Take(data.Axis(axes is null ? i : long.CreateChecked(axes.Values[i])), long.CreateSaturating(starts.Values[i]), long.CreateSaturating(ends.Values[i]), step, this);
        }
        ranges.Write(output);
    }
}

/// <summary>ONNX's Slice before opset 10.</summary>
/// <param name="starts">The first position of each range; negative counts from the end.</param>
/// <param name="ends">The position after the last one.</param>
/// <param name="axes">The dimensions; the first ones where they are absent.</param>
[Operator("Slice", 1, 9)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SliceOf<T>(long[] starts, long[] ends, long[]? axes = null) : Operator
{
    /// <summary>Takes ranges.</summary>
    public void Run(Tensor<T> data, [Result] Tensor<T> output)
    {
        if (ends.Length != starts.Length || (axes is not null && axes.Length != starts.Length)) throw Error("starts, ends and axes have different lengths");
        var ranges = new Ranges<T>(data);
        for (int i = 0; i < starts.Length; i++) ranges.Take(data.Axis(axes is null ? i : axes[i]), starts[i], ends[i], 1, this);
        ranges.Write(output);
    }
}

/// <summary>Ranges of the dimensions of a value.</summary>
internal ref struct Ranges<T>
{
    private readonly Tensor<T> data;
    private EightSizes sizes;
    private EightStrides strides;
    private int start, taken;

    public Ranges(Tensor<T> data)
    {
        this.data = data;
        data.Shape.CopyTo(sizes);
        Strides.Of(data.Shape, strides);
    }

    /// <exception cref="OperatorException">The dimension has a range already, or the step is 0.</exception>
    public void Take(int axis, long first, long end, long step, Operator node)
    {
        if ((taken & (1 << axis)) != 0) throw node.Problem($"dimension {axis} is sliced twice");
        if (step == 0) throw node.Problem("a step is 0");
        taken |= 1 << axis;
        long size = sizes[axis];
        if (size == 0) return;

        // A longer step leads to the same elements. Going back, the position before the first is the end, and the largest numbers stand for it:
        // they are how files say "all the way".
        if (step < 0 && end is (int.MaxValue or long.MaxValue)) end = -size - 1;
        step = Math.Clamp(step, -size - 1, size + 1);
        first = Math.Clamp(first < 0 ? first + size : first, 0, step > 0 ? size : size - 1);
        end = Math.Clamp(end < 0 ? Math.Max(end, -size - 1) + size : end, step > 0 ? 0 : -1, size);
        long count = step > 0 ? (end - first + step - 1) / step : (first - end - step - 1) / -step;
        sizes[axis] = Math.Max(0, count);
        start += (int)first * strides[axis];
        strides[axis] *= (int)step;
    }

    public readonly void Write(Tensor<T> output)
    {
        output.Resize(((ReadOnlySpan<long>)sizes)[..data.Rank]);
        Strides.Copy(data.Values, start, ((ReadOnlySpan<int>)strides)[..data.Rank], output.Shape, output.Values);
    }

    [System.Runtime.CompilerServices.InlineArray(Tensor.MaxRank)]
    private struct EightSizes
    {
        private long first;
    }

    [System.Runtime.CompilerServices.InlineArray(Tensor.MaxRank)]
    private struct EightStrides
    {
        private int first;
    }
}
