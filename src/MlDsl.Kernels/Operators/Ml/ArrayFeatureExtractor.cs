using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's ArrayFeatureExtractor: picks columns.</summary>
/// <typeparam name="T">Any element.</typeparam>
[Operator("ArrayFeatureExtractor", Domain = OperatorAttribute.Ml)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ArrayFeatureExtractor<T> : Operator
{
    /// <summary>Picks columns of the last dimension.</summary>
    /// <param name="input">[C] or [..., C].</param>
    /// <param name="columns">Positions from 0 to C - 1.</param>
    /// <param name="output">[1, K] for a list, [..., K] for more dimensions.</param>
    public void Run(Tensor<T> input, Tensor<long> columns, [Result] Tensor<T> output)
    {
        if (input.Rank == 0) throw Error("the input is a single value; a list of columns is needed");
        int width = input.Size(-1), count = columns.Length;
        ReadOnlySpan<long> picked = columns.Values;
        foreach (long column in picked)
            if ((ulong)column >= (ulong)width) throw Error($"column {column} is not among the {width} of the input");
        if (count == 0) throw Error("no column is picked");
        Span<long> shape = stackalloc long[Tensor.MaxRank];
        input.Shape.CopyTo(shape);
        if (input.Rank == 1) (shape[0], shape[1]) = (1, count);
        else shape[input.Rank - 1] = count;
        output.Resize(shape[..Math.Max(2, input.Rank)]);
        ReadOnlySpan<T> from = input.Values;
        Span<T> into = output.Values;
        for (int row = 0, at = 0; at < into.Length; row += width)
            foreach (long column in picked) into[at++] = from[row + (int)column];
    }
}
