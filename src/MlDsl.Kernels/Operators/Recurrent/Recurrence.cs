using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>A step of all sequences in one direction, as a cell sees it.</summary>
internal unsafe ref struct CellStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The direction.</summary>
    public int Direction;

    /// <summary>The sequences, and the numbers of a state.</summary>
    public int Rows, Hidden;

    /// <summary>What sums may be at most.</summary>
    public T Clip;

    /// <summary>The recurrent weights, a row per gate and number of the state.</summary>
    public T* Weights;

    /// <summary>What the steps put into each gate, with all biases but <see cref="StateBias"/>; a row per sequence.</summary>
    public T* Inputs;

    /// <summary>What is added to the product of state and weights.</summary>
    public T* StateBias;

    /// <summary>Room for a row of gates per sequence.</summary>
    public T* Sums;

    /// <summary>The states and cells of the sequences before the step, and behind it.</summary>
    public T* States, Cells;

    /// <summary>The weights of the cells in the gates; null where there are none.</summary>
    public T* Peepholes;

    /// <summary>Multiplies states with the weights of some gates and adds <paramref name="bias"/>.</summary>
    public readonly void Multiply(T* states, int firstGate, int gates, T* bias, nint biasRow, T* into, nint intoRow) => DenseProduct<T>.Multiply(
        new(states, Hidden, 1), new(Weights + ((nint)firstGate * Hidden * Hidden), 1, Hidden), bias, biasRow, into, intoRow, Rows, Hidden, gates * Hidden);

    /// <summary>Cuts sums and applies a function.</summary>
    public readonly Span<T> Apply(CellFunction function, T* sums)
    {
        var span = new Span<T>(sums, Hidden);
        if (!T.IsInfinity(Clip)) TensorPrimitives.Clamp<T>(span, -Clip, Clip, span);
        function.Apply(span);
        return span;
    }
}

/// <summary>What a recurrent operator does in a step.</summary>
internal interface IRecurrentCell
{
    /// <summary>The gates: the sums that a state needs for each of its numbers.</summary>
    static abstract int Gates { get; }

    /// <summary>Whether the recurrent bias of the last gate is added apart from the others.</summary>
    bool HasStateBias { get; }

    /// <summary>Replaces states and cells by the next ones.</summary>
    void Run<T>(in CellStep<T> step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>Runs a cell along sequences.</summary>
internal static unsafe class Recurrence
{
    /// <summary>Runs all directions.</summary>
    public static void Run<T, TCell>(in RecurrentValues<T> values, RecurrentShape shape, TCell cell, float clip, bool isReverse)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TCell : IRecurrentCell
    {
        int hidden = shape.Hidden, width = TCell.Gates * hidden, steps = shape.Times * shape.Batch, states = shape.Batch * hidden;
        values.Y.Clear();
        T[] rented = ArrayPool<T>.Shared.Rent(checked((steps * width) + (2 * width) + (2 * shape.Batch * width) + (4 * states)));
        fixed (T* memory = rented, x = values.X, w = values.W, r = values.R, b = values.B, peepholes = values.Peepholes)
        {
            T* projected = memory, bias = projected + ((nint)steps * width), stateBias = bias + width, inputs = stateBias + width;
            var step = new CellStep<T> { Rows = shape.Batch, Hidden = hidden, Clip = T.CreateTruncating(clip), StateBias = stateBias, Inputs = inputs, Sums = inputs + (shape.Batch * width) };
            step.States = step.Sums + (shape.Batch * width);
            step.Cells = step.States + states;
            var before = new Span<T>(step.Cells + states, 2 * states);
            for (int d = 0; d < shape.Directions; d++)
            {
                step.Direction = d;
                step.Weights = r + ((nint)d * width * hidden);
                step.Peepholes = peepholes == null ? null : peepholes + (d * 3 * hidden);
                AddBiases(b == null ? null : b + ((nint)d * 2 * width), new(bias, width), new(stateBias, width), cell.HasStateBias ? hidden : 0);
                DenseProduct<T>.Multiply(new(x, shape.Inputs, 1), new(w + ((nint)d * width * shape.Inputs), 1, shape.Inputs), bias, 0, projected, width, steps, shape.Inputs, width);
                Load(values.First, shape, d, new(step.States, states));
                Load(values.FirstCell, shape, d, new(step.Cells, states));
                for (int t = 0; t < shape.Times; t++) Step(values, shape, cell, step, projected, t, isReverse || d == 1, before);
                Store(new(step.States, states), shape, d, values.Last);
                Store(new(step.Cells, states), shape, d, values.LastCell);
            }
        }
        ArrayPool<T>.Shared.Return(rented);
    }

    // A sequence that is over keeps its state, and has no results.
    private static void Step<T, TCell>(in RecurrentValues<T> values, RecurrentShape shape, TCell cell, in CellStep<T> step, T* projected, int t, bool isReverse, Span<T> before)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TCell : IRecurrentCell
    {
        int hidden = shape.Hidden, width = TCell.Gates * hidden;
        var states = new Span<T>(step.States, 2 * shape.Batch * hidden);
        for (int row = 0; row < shape.Batch; row++)
        {
            int length = values.Lengths.IsEmpty ? shape.Times : values.Lengths[row], time = Math.Max(0, isReverse && t < length ? length - 1 - t : t);
            new ReadOnlySpan<T>(projected + ((nint)shape.Step(time, row) * width), width).CopyTo(new Span<T>(step.Inputs + (row * width), width));
        }
        if (!values.Lengths.IsEmpty) states.CopyTo(before);
        cell.Run(step);
        for (int row = 0; row < shape.Batch; row++)
        {
            int length = values.Lengths.IsEmpty ? shape.Times : values.Lengths[row], at = row * hidden;
            if (t < length)
            {
                if (!values.Y.IsEmpty) states.Slice(at, hidden).CopyTo(values.Y[shape.Result(isReverse ? length - 1 - t : t, step.Direction, row)..]);
                continue;
            }
            before.Slice(at, hidden).CopyTo(states[at..]);
            at += shape.Batch * hidden;
            before.Slice(at, hidden).CopyTo(states[at..]);
        }
    }

    private static void AddBiases<T>(T* b, Span<T> bias, Span<T> stateBias, int apart)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bias.Clear();
        stateBias.Clear();
        if (b == null) return;
        int width = bias.Length;
        new ReadOnlySpan<T>(b, width).CopyTo(bias);
        var recurrent = new ReadOnlySpan<T>(b + width, width);
        TensorPrimitives.Add(bias[..(width - apart)], recurrent[..(width - apart)], bias);
        recurrent[(width - apart)..].CopyTo(stateBias[(width - apart)..]);
    }

    private static void Load<T>(ReadOnlySpan<T> from, RecurrentShape shape, int direction, Span<T> states)
    {
        states.Clear();
        if (from.IsEmpty) return;
        for (int row = 0; row < shape.Batch; row++) from.Slice(shape.State(direction, row), shape.Hidden).CopyTo(states[(row * shape.Hidden)..]);
    }

    private static void Store<T>(ReadOnlySpan<T> states, RecurrentShape shape, int direction, Span<T> into)
    {
        if (into.IsEmpty) return;
        for (int row = 0; row < shape.Batch; row++) states.Slice(row * shape.Hidden, shape.Hidden).CopyTo(into[shape.State(direction, row)..]);
    }
}
