using System.Numerics;
using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>The plain cell: h' = f(W x + R h + b). Elman, "Finding structure in time" (1990).</summary>
internal sealed class PlainCell(CellFunction[] functions) : IRecurrentCell
{
    public static int Gates => 1;

    public bool HasStateBias => false;

    public unsafe void Run<T>(in CellStep<T> step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        step.Multiply(step.States, 0, 1, step.Inputs, step.Hidden, step.Sums, step.Hidden);
        for (int row = 0; row < step.Rows; row++) step.Apply(functions[step.Direction], step.Sums + (row * step.Hidden)).CopyTo(new Span<T>(step.States + (row * step.Hidden), step.Hidden));
    }
}

/// <summary>The gated recurrent unit: Cho et al., "Learning phrase representations using RNN encoder-decoder" (2014).</summary>
/// <param name="functions">Of each direction that of the gates and that of the state.</param>
/// <param name="isResetLast">Whether the reset gate multiplies the product of state and weights; otherwise the state before it.</param>
internal sealed class GatedCell(CellFunction[] functions, bool isResetLast) : IRecurrentCell
{
    public static int Gates => 3;

    public bool HasStateBias => isResetLast;

    public unsafe void Run<T>(in CellStep<T> step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int hidden = step.Hidden, width = 3 * hidden;
        CellFunction gate = functions[2 * step.Direction], state = functions[(2 * step.Direction) + 1];
        step.Multiply(step.States, 0, isResetLast ? 3 : 2, isResetLast ? step.StateBias : null, 0, step.Sums, width);
        for (int row = 0; row < step.Rows; row++)
        {
            T* inputs = step.Inputs + (row * width), sums = step.Sums + (row * width);
            Span<T> both = new(sums, 2 * hidden), next = new(sums + (2 * hidden), hidden);
            TensorPrimitives.Add(both, new ReadOnlySpan<T>(inputs, 2 * hidden), both);
            step.Apply(gate, sums);
            Span<T> reset = step.Apply(gate, sums + hidden);
            if (isResetLast) TensorPrimitives.MultiplyAdd(reset, next, new ReadOnlySpan<T>(inputs + (2 * hidden), hidden), next);

            // The cells have no other use here: they keep what the reset gate lets through.
            else TensorPrimitives.Multiply(reset, new ReadOnlySpan<T>(step.States + (row * hidden), hidden), new Span<T>(step.Cells + (row * hidden), hidden));
        }
        if (!isResetLast) step.Multiply(step.Cells, 2, 1, step.Inputs + (2 * hidden), width, step.Sums + (2 * hidden), width);
        for (int row = 0; row < step.Rows; row++)
        {
            T* sums = step.Sums + (row * width);
            Span<T> next = step.Apply(state, sums + (2 * hidden)), update = new(sums, hidden), states = new(step.States + (row * hidden), hidden);
            for (int i = 0; i < hidden; i++) states[i] = ((T.One - update[i]) * next[i]) + (update[i] * states[i]);
        }
    }
}

/// <summary>The long short-term memory: Hochreiter and Schmidhuber (1997), with the peepholes of Gers and Schmidhuber (2000).</summary>
/// <param name="functions">Of each direction that of the gates, that of what enters the cell, and that of what leaves it.</param>
/// <param name="isCoupled">Whether what the cell forgets is what the input gate does not let in.</param>
internal sealed class MemoryCell(CellFunction[] functions, bool isCoupled) : IRecurrentCell
{
    public static int Gates => 4;

    public bool HasStateBias => false;

    public unsafe void Run<T>(in CellStep<T> step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int hidden = step.Hidden, width = 4 * hidden;
        CellFunction gate = functions[3 * step.Direction], enter = functions[(3 * step.Direction) + 1], leave = functions[(3 * step.Direction) + 2];
        step.Multiply(step.States, 0, 4, step.Inputs, width, step.Sums, width);
        for (int row = 0; row < step.Rows; row++)
        {
            // ONNX's order of the gates: input, output, forget, cell.
            T* input = step.Sums + (row * width), output = input + hidden, forget = output + hidden;
            Span<T> cells = new(step.Cells + (row * hidden), hidden), states = new(step.States + (row * hidden), hidden), keep = new(forget, hidden);
            Peep(step, 0, cells, input);
            Span<T> let = step.Apply(gate, input);
            if (isCoupled) TensorPrimitives.Subtract(T.One, let, keep);
            else
            {
                Peep(step, 2, cells, forget);
                step.Apply(gate, forget);
            }
            Span<T> entering = step.Apply(enter, forget + hidden);
            TensorPrimitives.Multiply(let, entering, entering);
            TensorPrimitives.MultiplyAdd(keep, cells, entering, cells);
            Peep(step, 1, cells, output);
            step.Apply(gate, output);
            cells.CopyTo(states);
            leave.Apply(states);
            TensorPrimitives.Multiply(states, new ReadOnlySpan<T>(output, hidden), states);
        }
    }

    private static unsafe void Peep<T>(in CellStep<T> step, int gate, ReadOnlySpan<T> cells, T* sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (step.Peepholes == null) return;
        var into = new Span<T>(sums, step.Hidden);
        TensorPrimitives.MultiplyAdd(cells, new ReadOnlySpan<T>(step.Peepholes + (gate * step.Hidden), step.Hidden), into, into);
    }
}
