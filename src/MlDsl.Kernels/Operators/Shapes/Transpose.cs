using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Transpose: dimensions in another order.</summary>
/// <param name="perm">For each dimension of the result the one of the input; the reverse order where it is absent.</param>
[Operator("Transpose")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Transpose<T>(long[]? perm = null) : Operator
{
    /// <summary>Orders the elements anew.</summary>
    public void Run(Tensor<T> data, [Result] Tensor<T> transposed)
    {
        int rank = data.Rank;
        if (perm is not null && perm.Length != rank) throw Error($"perm has {perm.Length} entries; the input has {rank} dimensions");
        Span<int> strides = stackalloc int[Tensor.MaxRank], moved = stackalloc int[Tensor.MaxRank];
        Span<long> shape = stackalloc long[Tensor.MaxRank];
        Strides.Of(data.Shape, strides);
        int seen = 0;
        for (int i = 0; i < rank; i++)
        {
            int from = perm is null ? rank - 1 - i : data.Axis(perm[i]);
            (shape[i], moved[i]) = (data.Size(from), strides[from]);
            seen |= 1 << from;
        }
        if (seen != (1 << rank) - 1) throw Error("perm names a dimension twice");
        transposed.Resize(shape[..rank]);
        Strides.Copy(data.Values, 0, moved[..rank], transposed.Shape, transposed.Values);
    }
}

/// <summary>ONNX's Expand: repeats dimensions of one element until the value has the shape, by the rule of numpy.</summary>
[Operator("Expand", 8)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Expand<T> : Operator
{
    /// <summary>Repeats elements.</summary>
    public void Run(Tensor<T> input, Tensor<long> shape, [Result] Tensor<T> output)
    {
        int rank = Math.Max(input.Rank, shape.Length);
        if (rank > Tensor.MaxRank) throw Error($"{rank} dimensions are more than compiled models take: {Tensor.MaxRank}");
        Span<int> strides = stackalloc int[Tensor.MaxRank], moved = stackalloc int[Tensor.MaxRank];
        Span<long> sizes = stackalloc long[Tensor.MaxRank];
        Strides.Of(input.Shape, strides);
        ReadOnlySpan<long> wanted = shape.Values;
        for (int back = 1; back <= rank; back++)
        {
            long own = back <= input.Rank ? input.Shape[^back] : 1, asked = back <= wanted.Length ? wanted[^back] : 1;
            if (own != 1 && asked != 1 && own != asked) throw Error($"the shape {ShapeText.Of(input)} cannot be expanded: its dimension {input.Rank - back} has {own} elements, {asked} are asked for");
            sizes[rank - back] = own == 1 ? asked : own;
            moved[rank - back] = own == 1 ? 0 : strides[input.Rank - back];
        }
        output.Resize(sizes[..rank]);
        Strides.Copy(input.Values, 0, moved[..rank], output.Shape, output.Values);
    }
}

/// <summary>ONNX's Tile: repeats the whole value along its dimensions.</summary>
[Operator("Tile", 6)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Tile<T> : Operator
{
    /// <summary>Repeats elements.</summary>
    /// <param name="input">The value.</param>
    /// <param name="repeats">How often, for each dimension.</param>
    /// <param name="output">The repeated value.</param>
    public void Run(Tensor<T> input, Tensor<long> repeats, [Result] Tensor<T> output)
    {
        if (repeats.Length != input.Rank) throw Error($"{repeats.Length} repeats are given for {input.Rank} dimensions");
        Span<long> sizes = stackalloc long[Tensor.MaxRank];
        for (int i = 0; i < input.Rank; i++) sizes[i] = repeats.Values[i] >= 0 ? checked(input.Size(i) * repeats.Values[i]) : throw Error($"dimension {i} is repeated {repeats.Values[i]} times");
        output.Resize(sizes[..input.Rank]);
        if (output.Length == 0) return;
        Write(input, 0, 0, output, 0);
    }

    // Each dimension in turn: the part is written once and then copied.
    private static void Write(Tensor<T> input, int dimension, int from, Tensor<T> output, int at)
    {
        if (dimension == input.Rank)
        {
            output.Values[at] = input.Values[from];
            return;
        }
        int size = input.Size(dimension), inner = Strides.Product(input.Shape[(dimension + 1)..]), outer = Strides.Product(output.Shape[(dimension + 1)..]);
        for (int i = 0; i < size; i++) Write(input, dimension + 1, from + (i * inner), output, at + (i * outer));
        int part = size * outer, total = output.Size(dimension) * outer;
        for (int done = part; done < total; done += part) output.Values.Slice(at, part).CopyTo(output.Values[(at + done)..]);
    }
}
