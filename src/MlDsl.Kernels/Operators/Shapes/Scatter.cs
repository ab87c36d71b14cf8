using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's ScatterElements of numbers: puts an element at each position of the indices, or combines it with what is there.</summary>
[Operator("ScatterElements", 11)]
[Operator("Scatter", 9, 10)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ScatterElements<T, TIndex> : Operator
    where T : unmanaged, INumber<T>
    where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    private readonly long axis;
    private readonly Combination combination;

    /// <param name="axis">The dimension that the indices stand for; negative counts from the last.</param>
    /// <param name="reduction">none: the last one stays; add, mul, min or max: it is combined with what is there.</param>
    /// <exception cref="OperatorException">The reduction is another one.</exception>
    public ScatterElements(long axis = 0, string reduction = "none") => (this.axis, combination) = (axis, Scattering.Combination(reduction, this));

    /// <summary>Puts elements.</summary>
    /// <param name="data">The value before.</param>
    /// <param name="indices">Positions; negative ones count from the last.</param>
    /// <param name="updates">An element for each of them.</param>
    /// <param name="output">The value after.</param>
    /// <exception cref="OperatorException">Shapes do not fit, or there is no such position.</exception>
    public void Run(Tensor<T> data, Tensor<TIndex> indices, Tensor<T> updates, [Result] Tensor<T> output)
    {
        var walk = Scattering.Begin(data, indices, updates, axis, output, this);
        ReadOnlySpan<T> from = updates.Values;
        Span<T> into = output.Values;
        for (int i = 0; i < from.Length; i++)
        {
            ref T place = ref into[walk.Next(indices.Values[i])];
            place = Scattering.Combine(place, from[i], combination);
        }
    }
}

/// <summary>ONNX's ScatterElements of truth values and texts, which are not combined.</summary>
[Operator("ScatterElements", 11)]
[Operator("Scatter", 9, 10)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ScatterTexts<T, TIndex> : Operator
    where T : IComparable
    where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    private readonly long axis;

    /// <param name="axis">The dimension that the indices stand for; negative counts from the last.</param>
    /// <param name="reduction">none: the last one stays.</param>
    /// <exception cref="OperatorException">The reduction is another one.</exception>
    public ScatterTexts(long axis = 0, string reduction = "none") => this.axis = reduction == "none" ? axis : throw Error($"'reduction' is '{reduction}'; what is no number is not combined");

    /// <summary>Puts elements.</summary>
    /// <param name="data">The value before.</param>
    /// <param name="indices">Positions; negative ones count from the last.</param>
    /// <param name="updates">An element for each of them.</param>
    /// <param name="output">The value after.</param>
    /// <exception cref="OperatorException">Shapes do not fit, or there is no such position.</exception>
    public void Run(Tensor<T> data, Tensor<TIndex> indices, Tensor<T> updates, [Result] Tensor<T> output)
    {
        var walk = Scattering.Begin(data, indices, updates, axis, output, this);
        for (int i = 0; i < updates.Length; i++) output.Values[walk.Next(indices.Values[i])] = updates.Values[i];
    }
}

/// <summary>How an element and what is in its place become one.</summary>
internal enum Combination
{
    None,
    Add,
    Mul,
    Min,
    Max,
}

/// <summary>What the scattering operators share.</summary>
internal static class Scattering
{
    /// <exception cref="OperatorException">There is no such reduction.</exception>
    public static Combination Combination(string name, Operator node) => name switch
    {
        "none" => Operators.Combination.None,
        "add" => Operators.Combination.Add,
        "mul" => Operators.Combination.Mul,
        "min" => Operators.Combination.Min,
        "max" => Operators.Combination.Max,
        _ => throw node.Problem($"'reduction' is '{name}'; none, add, mul, min or max is expected"),
    };

    public static T Combine<T>(T known, T update, Combination combination)
        where T : INumber<T> => combination switch
        {
            Operators.Combination.Add => known + update,
            Operators.Combination.Mul => known * update,
            Operators.Combination.Min => update < known ? update : known,
            Operators.Combination.Max => update > known ? update : known,
            _ => update,
        };

    /// <summary>Copies the value and walks over the positions of the indices.</summary>
    /// <exception cref="OperatorException">Shapes do not fit.</exception>
    public static ElementWalk Begin<T>(Tensor<T> data, Tensor indices, Tensor updates, long axis, Tensor<T> output, Operator node)
    {
        if (!indices.Shape.SequenceEqual(updates.Shape)) throw node.Problem($"the indices {ShapeText.Of(indices)} and the updates {ShapeText.Of(updates)} differ in shape");
        var walk = new ElementWalk(data.Shape, indices.Shape, data.Axis(axis), node);
        output.ResizeLike(data);
        data.Values.CopyTo(output.Values);
        return walk;
    }
}
