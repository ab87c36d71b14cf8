using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>What RNN, GRU and LSTM have in common: their attributes, and what shapes they take.</summary>
/// <typeparam name="T">float or double; float16 is calculated in single precision.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RecurrentOperator<T> : Operator
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly long hiddenSize;
    private readonly int gates, directions;
    private readonly bool isBatchFirst;

    private protected RecurrentOperator(int gates, float clip, string direction, long hiddenSize, long layout)
    {
        if (direction is not ("forward" or "reverse" or "bidirectional")) throw Error($"'direction' is '{direction}'; forward, reverse or bidirectional is expected");
        if (!(clip > 0)) throw Error(FormattableString.Invariant($"'clip' is {clip}; a positive number is expected"));
        if (layout is not (0 or 1)) throw Error($"'layout' is {layout}; 0 or 1 is expected");
        if (hiddenSize < 0) throw Error($"'hidden_size' is {hiddenSize}; a positive number is expected");
        (this.gates, this.hiddenSize, isBatchFirst) = (gates, hiddenSize, layout == 1);
        directions = direction == "bidirectional" ? 2 : 1;
        (IsReverse, Clip) = (direction == "reverse", clip);
    }

    /// <summary>Whether the only direction is from the end.</summary>
    private protected bool IsReverse { get; }

    /// <summary>How far from zero sums may be.</summary>
    private protected float Clip { get; }

    /// <summary>The names of the functions of all directions: those given, or the usual ones for each.</summary>
    /// <exception cref="OperatorException">There are too few or too many.</exception>
    private protected string[] Names(string[]? given, params string[] usual)
    {
        if (given is null or []) given = directions == 1 ? usual : [.. usual, .. usual];
        return given.Length == directions * usual.Length ? given : throw Error($"'activations' has {given.Length} functions; {directions * usual.Length} are expected");
    }

    /// <summary>The sizes of a call; gives the results their shapes.</summary>
    /// <exception cref="OperatorException">The shapes do not fit together.</exception>
    private protected RecurrentShape Shape(Tensor x, Tensor w, Tensor r, Tensor? b, Tensor<int>? lengths, Tensor? first, Tensor? firstCell, Tensor? peepholes)
    {
        if (x.Rank != 3 || r.Rank != 3 || r.Size(2) == 0)
            throw Error($"the input has the shape {ShapeText.Of(x)} and the recurrent weights {ShapeText.Of(r)}; three dimensions each are expected, the last one with elements");
        var shape = new RecurrentShape(x.Size(isBatchFirst ? 1 : 0), x.Size(isBatchFirst ? 0 : 1), x.Size(2), r.Size(2), directions, isBatchFirst);
        long hidden = shape.Hidden, rows = gates * hidden;
        if (hiddenSize > 0 && hiddenSize != hidden) throw Error($"'hidden_size' is {hiddenSize}; the recurrent weights {ShapeText.Of(r)} have {hidden}");
        Expect("weights", w, [directions, rows, shape.Inputs]);
        Expect("recurrent weights", r, [directions, rows, hidden]);
        Expect("bias", b, [directions, 2 * rows]);
        Expect("lengths", lengths, [shape.Batch]);
        ReadOnlySpan<long> state = isBatchFirst ? [shape.Batch, directions, hidden] : [directions, shape.Batch, hidden];
        Expect("first state", first, state);
        Expect("first cell", firstCell, state);
        Expect("peepholes", peepholes, [directions, 3 * hidden]);
        for (int i = 0; i < (lengths?.Length ?? 0); i++)
            if ((uint)lengths!.Values[i] > (uint)shape.Times) throw Error($"sequence {i} has the length {lengths.Values[i]} of {shape.Times} steps");
        return shape;
    }

    private protected static RecurrentValues<T> Values(Tensor<T> x, Tensor<T> w, Tensor<T> r, Tensor<T>? b, Tensor<int>? lengths, Tensor<T>? first, Tensor<T>? y, Tensor<T>? last) => new()
    {
        X = x.Values,
        W = w.Values,
        R = r.Values,
        B = b is null ? default : b.Values,
        Lengths = lengths is null ? default : lengths.Values,
        First = first is null ? default : first.Values,
        Y = y is null ? default : y.Values,
        Last = last is null ? default : last.Values,
    };

    private protected void Run<TCell>(in RecurrentValues<T> values, RecurrentShape shape, TCell cell)
        where TCell : struct, IRecurrentCell
    {
        if (typeof(T) != typeof(Half))
        {
            Recurrence.Run(values, shape, cell, Clip, IsReverse);
            return;
        }
        RecurrentValues<float> wide = values.Convert(out float[] rented);
        Recurrence.Run(wide, shape, cell, Clip, IsReverse);
        Casting.Convert<float, T>(wide.Y, values.Y);
        Casting.Convert<float, T>(wide.Last, values.Last);
        Casting.Convert<float, T>(wide.LastCell, values.LastCell);
        System.Buffers.ArrayPool<float>.Shared.Return(rented);
    }

    private void Expect(string name, Tensor? value, ReadOnlySpan<long> shape)
    {
        if (value is not null && !value.Shape.SequenceEqual(shape)) throw Error($"the shape of the {name} is {ShapeText.Of(value)}; {ShapeText.Of(shape)} is expected");
    }
}
