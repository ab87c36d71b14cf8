using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels.Operators;

/// <summary>An operator of any number of values, element by element; shapes are broadcast by the rule of numpy.</summary>
/// <typeparam name="T">The elements.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class VariadicOperator<T> : Operator
{
    private protected VariadicOperator()
    {
    }

    /// <summary>Calculates the elements of the common shape.</summary>
    /// <param name="values">One value or more.</param>
    /// <param name="result">Where the result goes.</param>
    /// <exception cref="OperatorException">There is no value, or the shapes do not go together.</exception>
    public void Run(ReadOnlySpan<Tensor<T>> values, [Result] Tensor<T> result)
    {
        if (values.Length == 0) throw Error("it has no input");
        bool isSame = true;
        for (int i = 1; i < values.Length; i++) isSame &= values[i].Shape.SequenceEqual(values[0].Shape);
        if (!isSame) Broadcast(values, result);
        else
        {
            result.ResizeLike(values[0]);
            Span<T> into = result.Values;
            if (values.Length == 1) values[0].Values.CopyTo(into);
            for (int i = 1; i < values.Length; i++) Combine(i == 1 ? values[0].Values : into, values[i].Values, into);
        }
        Finish(result.Values, values.Length);
    }

    /// <summary>Combines two runs; a span of one element stands for as many as there are results, which may lie where the first run does.</summary>
    private protected abstract void Combine(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result);

    /// <summary>What is done at the end, in place.</summary>
    private protected virtual void Finish(Span<T> result, int count)
    {
    }

    [SkipLocalsInit]
    private void Broadcast(ReadOnlySpan<Tensor<T>> values, Tensor<T> result)
    {
        Span<long> common = stackalloc long[Tensor.MaxRank];
        int rank = 0;
        foreach (Tensor<T> value in values)
        {
            var walk = new BroadcastWalk(common[..rank], value.Shape);
            if (!walk.Fits) throw Error($"the shapes {ShapeText.Of(common[..rank])} and {ShapeText.Of(value)} do not go together; sizes must be equal or 1, counted from the last dimension");
            rank = walk.Shape.Length;
            walk.Shape.CopyTo(common);
        }
        result.Resize(common[..rank]);
        Span<T> into = result.Values;
        for (int i = 0; i < values.Length; i++)
        {
            var walk = new BroadcastWalk(common[..rank], values[i].Shape);
            ReadOnlySpan<T> from = values[i].Values;
            for (int at = 0; at < into.Length; at += walk.Run, walk.Next())
            {
                Span<T> run = into.Slice(at, walk.Run);
                ReadOnlySpan<T> given = from.Slice(walk.Y, walk.RunY);
                if (i > 0) Combine(run, given, run);
                else if (given.Length == run.Length) given.CopyTo(run);
                else run.Fill(given[0]);
            }
        }
    }
}
