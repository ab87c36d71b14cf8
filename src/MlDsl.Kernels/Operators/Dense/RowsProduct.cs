using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels.Operators;

/// <summary>x · W + b of many rows, each with the bits that <see cref="RowProduct"/> gives it alone: rows only share the weights that are read.</summary>
internal static unsafe class RowsProduct
{
    /// <summary>Multiplies.</summary>
    /// <param name="x">The rows, of <paramref name="inputs"/> numbers each.</param>
    /// <param name="inputs">The numbers of a row.</param>
    /// <param name="weights">One row of weights per input, as many in each as there are outputs.</param>
    /// <param name="bias">What the sums begin with; empty for zeros.</param>
    /// <param name="into">The outputs of all rows; not the memory of an operand.</param>
    /// <param name="outputs">The outputs of a row.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Multiply(ReadOnlySpan<float> x, int inputs, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> into, int outputs)
    {
        if (outputs == 0) return;
        int rows = into.Length / outputs, tiled = rows / 4 * 4;
        if (into.Length % outputs != 0 || x.Length != (long)rows * inputs) throw Mismatch(x.Length, inputs, into.Length, outputs);
        RowProduct.Check(inputs, outputs, weights.Length, bias.Length);
        fixed (float* from = x, matrix = weights, start = bias, to = into)
        {
            if (outputs == 1) tiled = ColumnProduct.Multiply(from, matrix, start == null ? 0f : *start, to, rows, inputs);
            else if (Avx512F.IsSupported && outputs >= Vector512<float>.Count) Tiles<PlainLanes<Lanes512<float>, Vector512<float>>, Vector512<float>>(from, matrix, start, to, tiled, inputs, outputs);
            else if (Vector256.IsHardwareAccelerated && outputs >= Vector256<float>.Count) Tiles<PlainLanes<Lanes256<float>, Vector256<float>>, Vector256<float>>(from, matrix, start, to, tiled, inputs, outputs);
            else if (outputs >= Vector128<float>.Count) Tiles<PlainLanes<Lanes128<float>, Vector128<float>>, Vector128<float>>(from, matrix, start, to, tiled, inputs, outputs);
            else tiled = 0;
        }
        for (int row = tiled; row < rows; row++) RowProduct.Multiply(x.Slice(row * inputs, inputs), weights, bias, into.Slice(row * outputs, outputs));
    }

    // The last tile overlaps the one before it.
    private static void Tiles<TLanes, TVector>(float* x, float* weights, float* bias, float* into, int rows, int inputs, int outputs)
        where TLanes : struct, ILanes<TVector, float>
    {
        int lanes = TLanes.Count;
        for (int n = 0; n < outputs;)
        {
            int width = typeof(TVector) == typeof(Vector512<float>) && n + (4 * lanes) <= outputs ? 4 * lanes : n + (2 * lanes) <= outputs ? 2 * lanes : lanes;
            n = Math.Min(n, outputs - width);
            float* start = bias == null ? null : bias + n;
            for (int m = 0; m < rows; m += 4)
            {
                float* from = x + ((nint)m * inputs), to = into + ((nint)m * outputs) + n;
                if (width > 2 * lanes) RowTiles<TLanes, TVector, float>.FourByFour(from, inputs, 1, weights + n, outputs, start, 0, to, outputs, inputs);
                else if (width > lanes) RowTiles<TLanes, TVector, float>.FourByTwo(from, inputs, 1, weights + n, outputs, start, 0, to, outputs, inputs);
                else RowTiles<TLanes, TVector, float>.FourByOne(from, inputs, 1, weights + n, outputs, start, 0, to, outputs, inputs);
            }
            n += width;
        }
    }

    private static ArgumentException Mismatch(int length, int inputs, int result, int outputs) =>
        new(FormattableString.Invariant($"{length} numbers are not the rows of {inputs} that {result} outputs, {outputs} of each, are made of"), nameof(length));
}
