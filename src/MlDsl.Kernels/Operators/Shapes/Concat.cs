using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Concat: values one after another along an axis.</summary>
/// <param name="axis">The dimension; negative counts from the last. 1 before opset 4 where it is absent.</param>
[Operator("Concat")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Concat<T>(long axis = 1) : Operator
{
    /// <summary>Puts the values together.</summary>
    /// <param name="inputs">Values that differ in the size of that dimension only.</param>
    /// <param name="output">The result.</param>
    public void Run(ReadOnlySpan<Tensor<T>> inputs, [Result] Tensor<T> output)
    {
        Tensor<T> first = inputs.IsEmpty ? throw Error("it has no inputs") : inputs[0];
        int at = first.Axis(axis);
        if (at == 1 && first.Rank == 2) Columns(inputs, first, output);
        else Parts(inputs, first, at, output);
    }

    // Rows of features, the way to most models: without the strides of any shape.
    private void Columns(ReadOnlySpan<Tensor<T>> inputs, Tensor<T> first, Tensor<T> output)
    {
        long rows = first.Shape[0], width = 0;
        foreach (Tensor<T> input in inputs)
        {
            ReadOnlySpan<long> own = input.Shape;
            if (own.Length != 2 || own[0] != rows) throw Mismatch(first, input, 1);
            width += own[1];
        }
        output.Resize(rows, width);
        Span<T> into = output.Values;
        int start = 0;
        foreach (Tensor<T> input in inputs)
        {
            ReadOnlySpan<T> from = input.Values;
            int part = (int)input.Shape[1];
            if (rows == 1) from.CopyTo(into[start..]);
            else for (int row = 0; row < rows; row++) from.Slice(row * part, part).CopyTo(into.Slice((row * (int)width) + start, part));
            start += part;
        }
    }

    private void Parts(ReadOnlySpan<Tensor<T>> inputs, Tensor<T> first, int at, Tensor<T> output)
    {
        Span<long> shape = stackalloc long[Tensor.MaxRank];
        first.Shape.CopyTo(shape);
        shape[at] = 0;
        foreach (Tensor<T> input in inputs)
        {
            ReadOnlySpan<long> own = input.Shape;
            if (!DiffersOnlyIn(at, own, first.Shape)) throw Mismatch(first, input, at);
            shape[at] += own[at];
        }
        output.Resize(shape[..first.Rank]);
        int inner = Strides.Product(first.Shape[(at + 1)..]), outer = Strides.Product(first.Shape[..at]), width = (int)shape[at] * inner, start = 0;
        Span<T> into = output.Values;
        foreach (Tensor<T> input in inputs)
        {
            ReadOnlySpan<T> from = input.Values;
            int part = (int)input.Shape[at] * inner;
            for (int row = 0; row < outer; row++) from.Slice(row * part, part).CopyTo(into.Slice((row * width) + start, part));
            start += part;
        }
    }

    // Apart, because a method with messages begins by clearing the room for them.
    private OperatorException Mismatch(Tensor first, Tensor input, int at) =>
        Error($"the shapes {ShapeText.Of(first)} and {ShapeText.Of(input)} differ elsewhere than in dimension {at}");

    private static bool DiffersOnlyIn(int axis, ReadOnlySpan<long> shape, ReadOnlySpan<long> first)
    {
        if (shape.Length != first.Length) return false;
        for (int i = 0; i < shape.Length; i++)
            if (shape[i] != first[i] && i != axis) return false;
        return true;
    }
}

/// <summary>ONNX's Split, cut into parts that an attribute or an input gives, or into equal ones.</summary>
/// <param name="axis">The dimension; negative counts from the last.</param>
/// <param name="numOutputs">The number of parts from opset 18 on; the last may be smaller.</param>
[Operator("Split", 13)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Split<T>(long axis = 0, long numOutputs = 0) : Operator
{
    /// <summary>Cuts a value.</summary>
    /// <param name="input">The value.</param>
    /// <param name="split">The size of each part; equal ones where it is absent.</param>
    /// <param name="outputs">The parts.</param>
    public void Run(Tensor<T> input, Tensor<long>? split, [Result] ReadOnlySpan<Tensor<T>> outputs)
    {
        if (numOutputs > 0 && numOutputs != outputs.Length) throw Error($"num_outputs is {numOutputs}, but there are {outputs.Length} outputs");
        Write(input, axis, split is null ? null : split.Values, mayDiffer: numOutputs > 0, outputs, this);
    }

    internal static void Write(Tensor<T> input, long axis, ReadOnlySpan<long> sizes, bool mayDiffer, ReadOnlySpan<Tensor<T>> outputs, Operator node)
    {
        int at = input.Axis(axis), size = input.Size(at), count = outputs.Length;
        if (!sizes.IsEmpty && sizes.Length != count) throw node.Problem($"{sizes.Length} sizes are given for {count} outputs");
        if (sizes.IsEmpty && !mayDiffer && size % count != 0) throw node.Problem($"dimension {at} of {size} elements cannot be cut into {count} equal parts");
        int equal = (size + count - 1) / count, start = 0;
        int inner = Strides.Product(input.Shape[(at + 1)..]), outer = Strides.Product(input.Shape[..at]);
        Span<long> shape = stackalloc long[Tensor.MaxRank];
        input.Shape.CopyTo(shape);
        ReadOnlySpan<T> from = input.Values;
        for (int i = 0; i < count; i++)
        {
            long own = sizes.IsEmpty ? Math.Min(equal, size - start) : sizes[i];
            if (own < 0 || own > size - start) throw node.Problem($"part {i} has {own} of {size} elements, from {start} on");
            shape[at] = own;
            outputs[i].Resize(shape[..input.Rank]);
            int part = (int)own * inner;
            Span<T> into = outputs[i].Values;
            for (int row = 0; row < outer; row++) from.Slice((row * size * inner) + (start * inner), part).CopyTo(into.Slice(row * part, part));
            start += (int)own;
        }
        if (start != size) throw node.Problem($"the parts have {start} elements together, dimension {at} has {size}");
    }
}

/// <summary>ONNX's Split before opset 13.</summary>
/// <param name="axis">The dimension; negative counts from the last.</param>
/// <param name="split">The size of each part; equal ones where it is absent.</param>
[Operator("Split", 2, 12)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SplitOf<T>(long axis = 0, long[]? split = null) : Operator
{
    /// <summary>Cuts a value.</summary>
    public void Run(Tensor<T> input, [Result] ReadOnlySpan<Tensor<T>> outputs) => Split<T>.Write(input, axis, split, mayDiffer: false, outputs, this);
}
