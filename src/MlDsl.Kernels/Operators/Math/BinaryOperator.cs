using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels.Operators;

/// <summary>An operator of two values, element by element; shapes are broadcast by the rule of numpy.</summary>
/// <typeparam name="TX">The elements of the first value.</typeparam>
/// <typeparam name="TY">The elements of the second value.</typeparam>
/// <typeparam name="TResult">The elements of the result.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class BinaryOperator<TX, TY, TResult> : Operator
{
    private readonly long? axis;

    /// <param name="axis">Before opset 7: the dimension of the first value at which the second one's first dimension lies; by default its last
    /// dimensions agree.</param>
    private protected BinaryOperator(long? axis = null) => this.axis = axis;

    /// <summary>Calculates the elements of the common shape.</summary>
    /// <param name="x">The first value.</param>
    /// <param name="y">The second value.</param>
    /// <param name="result">Where the result goes.</param>
    /// <exception cref="OperatorException">The shapes do not go together, or an element has no result.</exception>
    public void Run(Tensor<TX> x, Tensor<TY> y, [Result] Tensor<TResult> result)
    {
        // Most values are of one shape, or one is a number or the row that all rows of the other one meet.
        if ((axis is null && x.Shape.EndsWith(y.Shape)) || (y.Length == 1 && y.Rank <= x.Rank))
        {
            result.ResizeLike(x);
            ReadOnlySpan<TX> from = x.Values;
            ReadOnlySpan<TY> with = y.Values;
            Span<TResult> into = result.Values;
            int run = with.Length == 1 ? into.Length : with.Length;
            for (int at = 0; at < into.Length; at += run) Apply(from.Slice(at, run), with, into.Slice(at, run));
        }
        else if (x.Length == 1 && x.Rank <= y.Rank)
        {
            result.ResizeLike(y);
            Apply(x.Values, y.Values, result.Values);
        }
        else Broadcast(x, y, result);
    }

    /// <summary>Calculates a run of elements. A span of one element stands for as many as there are results.</summary>
    private protected abstract void Apply(ReadOnlySpan<TX> x, ReadOnlySpan<TY> y, Span<TResult> result);

    [SkipLocalsInit]
    private void Broadcast(Tensor<TX> x, Tensor<TY> y, Tensor<TResult> result)
    {
        Span<long> aligned = stackalloc long[Tensor.MaxRank];
        var walk = new BroadcastWalk(x.Shape, axis is { } first ? Aligned(x, y, first, aligned) : y.Shape);
        if (!walk.Fits) throw Error($"the shapes {ShapeText.Of(x)} and {ShapeText.Of(y)} do not go together; sizes must be equal or 1, counted from the last dimension");
        result.Resize(walk.Shape);
        ReadOnlySpan<TX> from = x.Values;
        ReadOnlySpan<TY> with = y.Values;
        Span<TResult> into = result.Values;
        for (int at = 0; at < into.Length; at += walk.Run, walk.Next())
            Apply(from.Slice(walk.X, walk.RunX), with.Slice(walk.Y, walk.RunY), into.Slice(at, walk.Run));
    }

    private ReadOnlySpan<long> Aligned(Tensor x, Tensor y, long first, Span<long> shape)
    {
        if (first < 0 || first + y.Rank > x.Rank) throw Error($"'axis' is {first}; {y.Rank} dimensions cannot begin there in {x.Rank}");
        shape = shape[..(x.Rank - (int)first)];
        shape.Fill(1);
        y.Shape.CopyTo(shape);
        return shape;
    }
}
