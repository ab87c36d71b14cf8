using System.Buffers;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels.Operators;

/// <summary>A matrix where it lies.</summary>
/// <param name="start">Its first element.</param>
/// <param name="row">From an element to the one below it.</param>
/// <param name="column">From an element to the one beside it.</param>
internal readonly unsafe struct MatrixView<T>(T* start, nint row, nint column)
    where T : unmanaged
{
    public T* Start { get; } = start;

    public nint Row { get; } = row;

    public nint Column { get; } = column;
}

/// <summary>
/// x · W + b in single or double precision, the one product behind Gemm, MatMul and convolutions. Tuned for few rows: weights are read
/// where they lie and no call prepares anything. Large batches of transposed weights are worth a transposition first.
/// </summary>
internal static unsafe class DenseProduct<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // From so many rows on, weights are transposed so that four rows can share them.
    private const int ManyRows = 8;

    /// <summary>Multiplies.</summary>
    /// <param name="x">The rows, <paramref name="rows"/> × <paramref name="inputs"/>.</param>
    /// <param name="weights">The weights, <paramref name="inputs"/> × <paramref name="outputs"/>.</param>
    /// <param name="bias">What the sums begin with; null for zeros. The numbers of a row lie side by side.</param>
    /// <param name="biasRow">From a row of the bias to the next one; 0 where all rows have the same.</param>
    /// <param name="into">The result, row after row; not the memory of an operand.</param>
    /// <param name="rows">The rows of the result.</param>
    /// <param name="inputs">The products in each sum.</param>
    /// <param name="outputs">The columns of the result.</param>
    public static void Multiply(MatrixView<T> x, MatrixView<T> weights, T* bias, nint biasRow, T* into, int rows, int inputs, int outputs)
    {
        if (weights.Column == 1 && outputs >= Vector128<T>.Count) Rows(x, weights, bias, biasRow, into, rows, inputs, outputs);
        else if (inputs < Vector128<T>.Count || outputs * (long)rows == 0) Scalars(x, weights, bias, biasRow, into, rows, inputs, outputs);
        else if (outputs == 1 && weights.Row == 1 && x.Column == 1)
        {
            // A column of weights, all rows: the rows are what the column is multiplied with.
            Dots(weights.Start, x.Start, x.Row, into, rows, inputs);
            if (bias != null)
                for (int m = 0; m < rows; m++) into[m] += bias[m * biasRow];
        }
        else if (weights.Row == 1 && x.Column == 1 && (rows < ManyRows || outputs < Vector128<T>.Count))
        {
            for (int m = 0; m < rows; m++, into += outputs)
            {
                Dots(x.Start + (m * x.Row), weights.Start, weights.Column, into, outputs, inputs);
                if (bias != null) Add(into, bias + (m * biasRow), outputs);
            }
        }
        else if (outputs >= Vector128<T>.Count) Transposed(x, weights, bias, biasRow, into, rows, inputs, outputs);
        else Scalars(x, weights, bias, biasRow, into, rows, inputs, outputs);
    }

    private static void Rows(MatrixView<T> x, MatrixView<T> weights, T* bias, nint biasRow, T* into, int rows, int inputs, int outputs)
    {
        if (Avx512F.IsSupported && outputs >= Vector512<T>.Count) Tiled<Lanes512<T>, Vector512<T>>(x, weights, bias, biasRow, into, rows, inputs, outputs);
        else if (outputs >= Vector256<T>.Count) Tiled<Lanes256<T>, Vector256<T>>(x, weights, bias, biasRow, into, rows, inputs, outputs);
        else Tiled<Lanes128<T>, Vector128<T>>(x, weights, bias, biasRow, into, rows, inputs, outputs);
    }

    // Columns first, so that a strip of weights stays near while all rows pass it. The last strip overlaps the one before it.
    private static void Tiled<TLanes, TVector>(MatrixView<T> x, MatrixView<T> weights, T* bias, nint biasRow, T* into, int rows, int inputs, int outputs)
        where TLanes : struct, ILanes<TVector, T>
    {
        int lanes = TLanes.Count, fours = rows / 4 * 4;
        for (int n = 0; n < outputs && fours > 0;)
        {
            bool isWide = n + (2 * lanes) <= outputs;
            if (n + lanes > outputs) n = outputs - lanes;
            for (int m = 0; m < fours; m += 4)
            {
                T* from = x.Start + (m * x.Row), start = bias == null ? null : bias + (m * biasRow) + n, to = into + ((nint)m * outputs) + n;
                if (isWide) RowTiles<TLanes, TVector, T>.FourByTwo(from, x.Row, x.Column, weights.Start + n, weights.Row, start, biasRow, to, outputs, inputs);
                else RowTiles<TLanes, TVector, T>.FourByOne(from, x.Row, x.Column, weights.Start + n, weights.Row, start, biasRow, to, outputs, inputs);
            }
            n += isWide ? 2 * lanes : lanes;
        }
        for (int m = fours; m < rows; m++)
        {
            T* from = x.Start + (m * x.Row), start = bias == null ? null : bias + (m * biasRow), to = into + ((nint)m * outputs);
            for (int n = 0; n < outputs;)
            {
                bool isWide = n + (4 * lanes) <= outputs;
                if (n + lanes > outputs) n = outputs - lanes;
                T* first = start == null ? null : start + n;
                if (isWide) RowTiles<TLanes, TVector, T>.OneByFour(from, x.Column, weights.Start + n, weights.Row, first, to + n, inputs);
                else RowTiles<TLanes, TVector, T>.OneByOne(from, x.Column, weights.Start + n, weights.Row, first, to + n, inputs);
                n += isWide ? 4 * lanes : lanes;
            }
        }
    }

    private static void Dots(T* x, T* weights, nint stride, T* into, int outputs, int inputs)
    {
        if (Avx512F.IsSupported && inputs >= Vector512<T>.Count) Dots<Lanes512<T>, Vector512<T>>(x, weights, stride, into, outputs, inputs);
        else if (inputs >= Vector256<T>.Count) Dots<Lanes256<T>, Vector256<T>>(x, weights, stride, into, outputs, inputs);
        else Dots<Lanes128<T>, Vector128<T>>(x, weights, stride, into, outputs, inputs);
    }

    private static void Dots<TLanes, TVector>(T* x, T* weights, nint stride, T* into, int outputs, int inputs)
        where TLanes : struct, ILanes<TVector, T>
    {
        int n = 0;
        for (; n <= outputs - 4; n += 4) DotTiles<TLanes, TVector, T>.Four(x, weights + (n * stride), stride, into + n, inputs);
        for (; n < outputs; n++) into[n] = DotTiles<TLanes, TVector, T>.One(x, weights + (n * stride), inputs);
    }

    private static void Transposed(MatrixView<T> x, MatrixView<T> weights, T* bias, nint biasRow, T* into, int rows, int inputs, int outputs)
    {
        T[] rented = ArrayPool<T>.Shared.Rent(inputs * outputs);
        fixed (T* copy = rented)
        {
            for (int n = 0; n < outputs; n++)
            {
                T* from = weights.Start + (n * weights.Column), to = copy + n;
                for (int k = 0; k < inputs; k++, from += weights.Row, to += outputs) *to = *from;
            }
            Rows(x, new MatrixView<T>(copy, outputs, 1), bias, biasRow, into, rows, inputs, outputs);
        }
        ArrayPool<T>.Shared.Return(rented);
    }

    // Two or three outputs whose weights lie side by side, or hardly any inputs: four sums, for one alone would wait for itself.
    private static void Scalars(MatrixView<T> x, MatrixView<T> weights, T* bias, nint biasRow, T* into, int rows, int inputs, int outputs)
    {
        for (int m = 0; m < rows; m++)
        {
            for (int n = 0; n < outputs; n++)
            {
                T* from = x.Start + (m * x.Row), with = weights.Start + (n * weights.Column);
                T a = bias == null ? T.Zero : bias[(m * biasRow) + n], b = T.Zero, c = T.Zero, d = T.Zero;
                int k = 0;
                for (; k <= inputs - 4; k += 4, from += 4 * x.Column, with += 4 * weights.Row)
                {
                    a += from[0] * with[0];
                    b += from[x.Column] * with[weights.Row];
                    c += from[2 * x.Column] * with[2 * weights.Row];
                    d += from[3 * x.Column] * with[3 * weights.Row];
                }
                for (; k < inputs; k++, from += x.Column, with += weights.Row) a += *from * *with;
                *into++ = (a + b) + (c + d);
            }
        }
    }

    private static void Add(T* into, T* bias, int count) =>
        System.Numerics.Tensors.TensorPrimitives.Add(new ReadOnlySpan<T>(into, count), new ReadOnlySpan<T>(bias, count), new Span<T>(into, count));
}
