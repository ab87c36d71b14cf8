using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's ScatterND of numbers: puts parts at whole positions, or combines them with what is there.</summary>
[Operator("ScatterND", 11)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ScatterND<T> : Operator
    where T : unmanaged, INumber<T>
{
    private readonly Combination combination;

    /// <param name="reduction">none: the last one stays; add, mul, min or max: it is combined with what is there.</param>
    /// <exception cref="OperatorException">The reduction is another one.</exception>
    public ScatterND(string reduction = "none") => combination = Scattering.Combination(reduction, this);

    /// <summary>Puts parts.</summary>
    /// <param name="data">The value before.</param>
    /// <param name="indices">Its last dimension holds a position each.</param>
    /// <param name="updates">A part for each of them.</param>
    /// <param name="output">The value after.</param>
    /// <exception cref="OperatorException">Shapes do not fit, or there is no such position.</exception>
    public void Run(Tensor<T> data, Tensor<long> indices, Tensor<T> updates, [Result] Tensor<T> output)
    {
        var parts = new PartWalk(data, indices, updates, output, this);
        data.Values.CopyTo(output.Values);
        for (int i = 0; i < parts.Count; i++)
        {
            Span<T> into = output.Values.Slice(parts.Start(i), parts.Length);
            ReadOnlySpan<T> from = updates.Values.Slice(i * parts.Length, parts.Length);
            for (int k = 0; k < into.Length; k++) into[k] = Scattering.Combine(into[k], from[k], combination);
        }
    }
}

/// <summary>ONNX's ScatterND of truth values and texts, which are not combined.</summary>
[Operator("ScatterND", 11)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ScatterTextsND<T> : Operator
    where T : IComparable
{
    /// <param name="reduction">none: the last one stays.</param>
    /// <exception cref="OperatorException">The reduction is another one.</exception>
    public ScatterTextsND(string reduction = "none")
    {
        if (reduction != "none") throw Error($"'reduction' is '{reduction}'; what is no number is not combined");
    }

    /// <summary>Puts parts.</summary>
    /// <param name="data">The value before.</param>
    /// <param name="indices">Its last dimension holds a position each.</param>
    /// <param name="updates">A part for each of them.</param>
    /// <param name="output">The value after.</param>
    /// <exception cref="OperatorException">Shapes do not fit, or there is no such position.</exception>
    public void Run(Tensor<T> data, Tensor<long> indices, Tensor<T> updates, [Result] Tensor<T> output)
    {
        var parts = new PartWalk(data, indices, updates, output, this);
        data.Values.CopyTo(output.Values);
        for (int i = 0; i < parts.Count; i++) updates.Values.Slice(i * parts.Length, parts.Length).CopyTo(output.Values[parts.Start(i)..]);
    }
}

/// <summary>The parts of a value that whole positions name.</summary>
internal readonly ref struct PartWalk
{
    private readonly Tensor data;
    private readonly ReadOnlySpan<long> indices;
    private readonly int depth;
    private readonly Operator node;

    /// <exception cref="OperatorException">Shapes do not fit.</exception>
    public PartWalk(Tensor data, Tensor<long> indices, Tensor updates, Tensor output, Operator node)
    {
        this.indices = indices.Values;
        (this.data, this.node) = (data, node);
        depth = indices.Rank > 0 ? indices.Size(-1) : throw node.Problem("the indices have no dimension");
        if (depth > data.Rank || updates.Rank != indices.Rank - 1 + data.Rank - depth || !updates.Shape.StartsWith(indices.Shape[..^1]) || !updates.Shape.EndsWith(data.Shape[depth..]))
            throw node.Problem($"the indices {ShapeText.Of(indices)} and the updates {ShapeText.Of(updates)} do not fit the data {ShapeText.Of(data)}");
        Count = Strides.Product(indices.Shape[..^1]);
        Length = Strides.Product(data.Shape[depth..]);
        output.ResizeLike(data);
    }

    /// <summary>How many parts there are.</summary>
    public int Count { get; }

    /// <summary>The elements of each.</summary>
    public int Length { get; }

    /// <summary>Where a part begins.</summary>
    /// <exception cref="OperatorException">There is no such position.</exception>
    public int Start(int part)
    {
        int start = 0;
        for (int d = 0; d < depth; d++)
        {
            int size = data.Size(d);
            start = (start * size) + Indexes.Position(indices[(part * depth) + d], size, node);
        }
        return start * Length;
    }
}
