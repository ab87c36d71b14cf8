using System.Runtime.CompilerServices;

namespace MlDsl.Kernels.Operators;

/// <summary>What stands in the pads.</summary>
internal enum PadMode
{
    /// <summary>One value everywhere.</summary>
    Constant,

    /// <summary>The nearest element.</summary>
    Edge,

    /// <summary>The elements in reverse order, mirrored at the outermost one.</summary>
    Reflect,

    /// <summary>The elements again, from the other end.</summary>
    Wrap,
}

/// <summary>Adds elements around a value; where fewer than none are added, elements are cut off.</summary>
internal ref struct Padding
{
    private readonly Operator node;
    private readonly PadMode mode;
    private readonly int rank;
    private EightAxes axes;

    /// <param name="shape">The value's shape.</param>
    /// <param name="mode">What stands in the pads.</param>
    /// <param name="node">Who asks.</param>
    public Padding(ReadOnlySpan<long> shape, PadMode mode, Operator node)
    {
        (this.node, this.mode, rank) = (node, mode, shape.Length);
        for (int d = 0; d < rank; d++) axes[d] = new Axis(0, (int)shape[d], 0, (int)shape[d]);
    }

    /// <summary>The mode of an attribute's name.</summary>
    /// <exception cref="OperatorException">There is no such mode.</exception>
    public static PadMode Mode(string name, Operator node) => name switch
    {
        "constant" => PadMode.Constant,
        "edge" => PadMode.Edge,
        "reflect" => PadMode.Reflect,
        "wrap" => PadMode.Wrap,
        _ => throw node.Problem($"'mode' is '{name}'; constant, edge, reflect or wrap is expected"),
    };

    /// <summary>Says how much is added before and behind a dimension; first the cuts are made, then the rest is padded.</summary>
    /// <exception cref="OperatorException">More is cut off than there is, or there is nothing to repeat.</exception>
    public void Add(int axis, long before, long after)
    {
        int size = axes[axis].Size;
        long start = Math.Max(0, -before), rest = size - start - Math.Max(0, -after), result = rest + Math.Max(0, before) + Math.Max(0, after);
        if (rest < 0 || result > int.MaxValue) throw node.Problem($"the pads {before} and {after} do not fit dimension {axis} of {size} elements");
        if (rest == 0 && result > 0 && mode == PadMode.Edge) result = 0;
        if (rest == 0 && result > 0 && mode != PadMode.Constant) throw node.Problem($"dimension {axis} has no elements to fill the pads {before} and {after} with");
        axes[axis] = new Axis((int)start, (int)rest, (int)Math.Max(0, before), (int)result);
    }

    /// <summary>Writes the padded value.</summary>
    public readonly void Write<T>(Tensor<T> data, T value, Tensor<T> output)
    {
        Span<long> shape = stackalloc long[Tensor.MaxRank];
        for (int d = 0; d < rank; d++) shape[d] = axes[d].Result;
        output.Resize(shape[..rank]);
        if (output.Length == 0) return;
        if (rank == 0)
        {
            output.Values[0] = data.Values[0];
            return;
        }
        Span<int> strides = stackalloc int[Tensor.MaxRank], position = stackalloc int[Tensor.MaxRank];
        Strides.Of(data.Shape, strides);
        position.Clear();
        ReadOnlySpan<T> from = data.Values;
        Span<T> into = output.Values;
        Axis last = axes[rank - 1];
        for (int at = 0; at < into.Length; at += last.Result)
        {
            int start = 0, outside = 0;
            for (int d = 0; d < rank - 1; d++)
            {
                int source = axes[d].Source(position[d], mode);
                if (source < 0) outside++;
                else start += source * strides[d];
            }
            Span<T> row = into.Slice(at, last.Result);
            if (outside > 0) row.Fill(value);
            else WriteRow(from.Slice(start, data.Size(-1)), value, last, row);
            for (int d = rank - 2; d >= 0 && ++position[d] == axes[d].Result; d--) position[d] = 0;
        }
    }

    private readonly void WriteRow<T>(ReadOnlySpan<T> from, T value, Axis axis, Span<T> row)
    {
        int behind = axis.Before + axis.Size;
        from.Slice(axis.Start, axis.Size).CopyTo(row[axis.Before..]);
        if (mode == PadMode.Constant)
        {
            row[..axis.Before].Fill(value);
            row[behind..].Fill(value);
            return;
        }
        for (int i = 0; i < axis.Before; i++) row[i] = from[axis.Source(i, mode)];
        for (int i = behind; i < row.Length; i++) row[i] = from[axis.Source(i, mode)];
    }

    // Of a dimension: the first element that is kept, how many are, how many are added before them, and the size of the result.
    private readonly record struct Axis(int Start, int Size, int Before, int Result)
    {
        /// <summary>Which element stands at a position of the result; -1 where it is the constant.</summary>
        public int Source(int position, PadMode mode)
        {
            int i = position - Before;
            if ((uint)i < (uint)Size) return Start + i;
            if (mode == PadMode.Constant) return -1;
            if (mode == PadMode.Edge) return Start + Math.Clamp(i, 0, Size - 1);
            if (mode == PadMode.Wrap) return Start + Modulo(i, Size);
            int back = Modulo(i, Math.Max(1, 2 * (Size - 1)));
            return Start + (back < Size ? back : (2 * (Size - 1)) - back);
        }

        private static int Modulo(int i, int period) => ((i % period) + period) % period;
    }

    [InlineArray(Tensor.MaxRank)]
    private struct EightAxes
    {
        private Axis first;
    }
}
