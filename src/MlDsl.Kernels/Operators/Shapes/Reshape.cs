using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Reshape: the same elements in another shape.</summary>
/// <param name="allowzero">Whether 0 asks for a dimension of no elements; otherwise it takes the input's size.</param>
[Operator("Reshape", 5)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Reshape<T>(long allowzero = 0) : Operator
{
    /// <summary>Gives the elements another shape; they are not copied.</summary>
    /// <param name="data">The value.</param>
    /// <param name="shape">The sizes; one may be -1, and is then what is left.</param>
    /// <param name="reshaped">The same elements.</param>
    [SkipLocalsInit]
    public void Run(Tensor<T> data, Tensor<long> shape, [Result] Tensor<T> reshaped)
    {
        ReadOnlySpan<long> wanted = shape.Values;
        if (wanted.Length > Tensor.MaxRank) throw TooMany(wanted.Length);
        Span<long> sizes = stackalloc long[Tensor.MaxRank];
        int open = -1;
        long known = 1;
        for (int i = 0; i < wanted.Length; i++)
        {
            long size = wanted[i];
            if (size == 0 && allowzero == 0) size = i < data.Rank ? data.Shape[i] : throw NoSize(i, data);
            sizes[i] = size;
            if (size != -1) known *= size;
            else open = open < 0 ? i : throw Error("more than one size is -1");
        }
        if (open >= 0)
        {
            long rest = known > 0 ? data.Length / known : 0;
            if (rest * known != data.Length || known == 0) throw NoParts(data, known);
            sizes[open] = rest;
        }
        Views.Set(data, sizes[..wanted.Length], reshaped, this);
    }

    private OperatorException TooMany(int count) => Error($"{count} dimensions are more than compiled models take: {Tensor.MaxRank}");

    private OperatorException NoSize(int i, Tensor data) => Error($"size {i} is taken from the input, which has {data.Rank} dimensions");

    private OperatorException NoParts(Tensor data, long known) => Error($"{data.Length} elements cannot be cut into parts of {known}");
}

/// <summary>ONNX's Reshape before opset 5, where the shape is an attribute.</summary>
/// <param name="shape">The sizes; one may be -1, and 0 takes the input's size.</param>
[Operator("Reshape", 1, 4, Ignores = ["consumed_inputs"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReshapeTo<T>(long[] shape) : Operator
{
    private readonly Reshape<T> reshape = new();
    private readonly Tensor<long> sizes = new(shape, shape.Length);

    /// <summary>Gives the elements another shape; they are not copied.</summary>
    public void Run(Tensor<T> data, [Result] Tensor<T> reshaped) => reshape.Run(data, sizes, reshaped);
}

/// <summary>ONNX's Flatten: two dimensions, those before the axis and those from it on.</summary>
/// <param name="axis">From -rank to rank.</param>
[Operator("Flatten")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Flatten<T>(long axis = 1) : Operator
{
    /// <summary>Gives the elements another shape; they are not copied.</summary>
    public void Run(Tensor<T> input, [Result] Tensor<T> output)
    {
        if (axis < -input.Rank || axis > input.Rank) throw Error($"axis is {axis}; the input has {input.Rank} dimensions");
        long rows = 1, columns = 1;
        int first = (int)(axis < 0 ? axis + input.Rank : axis);
        for (int i = 0; i < input.Rank; i++)
        {
            if (i < first) rows *= input.Size(i);
            else columns *= input.Size(i);
        }
        Views.Set(input, [rows, columns], output, this);
    }
}

/// <summary>ONNX's Squeeze from opset 13 on: leaves dimensions of one element out.</summary>
[Operator("Squeeze", 13)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Squeeze<T> : Operator
{
    /// <summary>Gives the elements another shape; they are not copied.</summary>
    /// <param name="data">The value.</param>
    /// <param name="axes">The dimensions to leave out; all of one element where it is absent or empty.</param>
    /// <param name="squeezed">The same elements.</param>
    public void Run(Tensor<T> data, Tensor<long>? axes, [Result] Tensor<T> squeezed) => Write(data, axes is null ? default : axes.Values, squeezed, this);

    internal static void Write(Tensor<T> data, ReadOnlySpan<long> axes, Tensor<T> squeezed, Operator node)
    {
        Span<bool> isOut = stackalloc bool[Tensor.MaxRank];
        for (int i = 0; i < data.Rank; i++) isOut[i] = axes.IsEmpty && data.Size(i) == 1;
        foreach (long axis in axes)
        {
            int at = data.Axis(axis);
            isOut[at] = data.Size(at) == 1 ? true : throw node.Problem($"dimension {at} has {data.Size(at)} elements; only dimensions of one can be left out");
        }
        Span<long> shape = stackalloc long[Tensor.MaxRank];
        int rank = 0;
        for (int i = 0; i < data.Rank; i++)
            if (!isOut[i]) shape[rank++] = data.Size(i);
        Views.Set(data, shape[..rank], squeezed, node);
    }
}

/// <summary>ONNX's Squeeze before opset 13.</summary>
/// <param name="axes">The dimensions to leave out; all of one element where they are absent or none.</param>
[Operator("Squeeze", 1, 12)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SqueezeOf<T>(long[]? axes = null) : Operator
{
    /// <summary>Gives the elements another shape; they are not copied.</summary>
    public void Run(Tensor<T> data, [Result] Tensor<T> squeezed) => Squeeze<T>.Write(data, axes, squeezed, this);
}

/// <summary>ONNX's Unsqueeze from opset 13 on: puts dimensions of one element in.</summary>
[Operator("Unsqueeze", 13)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Unsqueeze<T> : Operator
{
    /// <summary>Gives the elements another shape; they are not copied.</summary>
    /// <param name="data">The value.</param>
    /// <param name="axes">Where the new dimensions are in the result.</param>
    /// <param name="expanded">The same elements.</param>
    public void Run(Tensor<T> data, Tensor<long> axes, [Result] Tensor<T> expanded) => Write(data, axes.Values, expanded, this);

    internal static void Write(Tensor<T> data, ReadOnlySpan<long> axes, Tensor<T> expanded, Operator node)
    {
        int rank = data.Rank + axes.Length;
        if (rank > Tensor.MaxRank) throw node.Problem($"{rank} dimensions are more than compiled models take: {Tensor.MaxRank}");
        Span<bool> isNew = stackalloc bool[Tensor.MaxRank];
        foreach (long axis in axes)
        {
            long at = axis < 0 ? axis + rank : axis;
            if (at < 0 || at >= rank || isNew[(int)at]) throw node.Problem($"the axis {axis} is given twice, or is not one of {rank} dimensions");
            isNew[(int)at] = true;
        }
        Span<long> shape = stackalloc long[Tensor.MaxRank];
        for (int i = 0, from = 0; i < rank; i++) shape[i] = isNew[i] ? 1 : data.Size(from++);
        Views.Set(data, shape[..rank], expanded, node);
    }
}

/// <summary>ONNX's Unsqueeze before opset 13.</summary>
/// <param name="axes">Where the new dimensions are in the result.</param>
[Operator("Unsqueeze", 1, 12)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UnsqueezeOf<T>(long[] axes) : Operator
{
    /// <summary>Gives the elements another shape; they are not copied.</summary>
    public void Run(Tensor<T> data, [Result] Tensor<T> expanded) => Unsqueeze<T>.Write(data, axes, expanded, this);
}

/// <summary>The same elements in another shape.</summary>
internal static class Views
{
    public static void Set<T>(Tensor<T> data, ReadOnlySpan<long> shape, Tensor<T> into, Operator node)
    {
        into.View(data, shape);
        if (into.Length != data.Length) throw Mismatch(data, into, node);
    }

    private static OperatorException Mismatch(Tensor data, Tensor into, Operator node) => node.Problem($"{data.Length} elements do not fill the shape {ShapeText.Of(into)}");
}
