using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
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
/// where they lie and no call prepares anything. Only for many rows and large matrices are they copied first, strip by strip.
/// </summary>
internal static unsafe class DenseProduct<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // From so many rows on, and for weights of so many bytes, reading a copy wins back what it costs.
    private const int ManyRows = 12, LargeWeights = 1 << 15;

    /// <summary>Multiplies.</summary>
    /// <param name="x">The rows, <paramref name="rows"/> × <paramref name="inputs"/>.</param>
    /// <param name="weights">The weights, <paramref name="inputs"/> × <paramref name="outputs"/>.</param>
    /// <param name="bias">What the sums begin with; null for zeros. The numbers of a row lie side by side.</param>
    /// <param name="biasRow">From a row of the bias to the next one; 0 where all rows have the same.</param>
    /// <param name="into">The result; not the memory of an operand.</param>
    /// <param name="intoRow">From a row of the result to the next one.</param>
    /// <param name="rows">The rows of the result.</param>
    /// <param name="inputs">The products in each sum.</param>
    /// <param name="outputs">The columns of the result.</param>
    public static void Multiply(MatrixView<T> x, MatrixView<T> weights, T* bias, nint biasRow, T* into, nint intoRow, int rows, int inputs, int outputs)
    {
        bool isWide = outputs >= Vector128<T>.Count, isDeep = inputs >= Vector128<T>.Count;
        if (isWide && weights.Column == 1) Tiles(x, weights, bias, biasRow, into, intoRow, rows, inputs, outputs);
        else if (isDeep && outputs == 1 && intoRow == 1 && weights.Row == 1 && x.Column == 1)
        {
            // A column of weights: the rows are what it is multiplied with.
            Dots(weights, x, into, 0, 1, inputs, rows);
            if (bias != null)
                for (int m = 0; m < rows; m++) into[m] += bias[m * biasRow];
        }
        else if (isDeep && weights.Row == 1 && x.Column == 1)
        {
            Dots(x, new MatrixView<T>(weights.Start, weights.Column, 1), into, intoRow, rows, inputs, outputs);
            if (bias != null)
                for (int m = 0; m < rows; m++) Add(into + (m * intoRow), bias + (m * biasRow), outputs);
        }
        else if (isWide) Tiles(x, weights, bias, biasRow, into, intoRow, rows, inputs, outputs);
        else Scalars(x, weights, bias, biasRow, into, intoRow, rows, inputs, outputs);
    }

    private static void Tiles(MatrixView<T> x, MatrixView<T> weights, T* bias, nint biasRow, T* into, nint intoRow, int rows, int inputs, int outputs)
    {
        if (Avx512F.IsSupported && outputs >= Vector512<T>.Count) Tiles<Lanes512<T>, Vector512<T>>(x, weights, bias, biasRow, into, intoRow, rows, inputs, outputs);
        else if (outputs >= Vector256<T>.Count) Tiles<Lanes256<T>, Vector256<T>>(x, weights, bias, biasRow, into, intoRow, rows, inputs, outputs);
        else Tiles<Lanes128<T>, Vector128<T>>(x, weights, bias, biasRow, into, intoRow, rows, inputs, outputs);
    }

    private static void Tiles<TLanes, TVector>(MatrixView<T> x, MatrixView<T> weights, T* bias, nint biasRow, T* into, nint intoRow, int rows, int inputs, int outputs)
        where TLanes : struct, ILanes<TVector, T>
    {
        int fours = 0;
        if (weights.Column != 1 || (rows >= ManyRows && (long)inputs * outputs * sizeof(T) > LargeWeights))
        {
            T[] copy = ArrayPool<T>.Shared.Rent(4 * TLanes.Count * inputs);
            fixed (T* strip = copy) Strips<TLanes, TVector>(x, weights, strip, bias, biasRow, into, intoRow, rows, inputs, outputs);
            ArrayPool<T>.Shared.Return(copy);
            return;
        }
        if (rows >= 4)
        {
            fours = rows / 4 * 4;
            Strips<TLanes, TVector>(x, weights, null, bias, biasRow, into, intoRow, fours, inputs, outputs);
        }
        for (int m = fours; m < rows; m++)
            Row<TLanes, TVector>(x.Start + (m * x.Row), x.Column, weights, bias == null ? null : bias + (m * biasRow), into + (m * intoRow), inputs, outputs);
    }

    // The last tile overlaps the one before it.
    private static void Row<TLanes, TVector>(T* x, nint step, MatrixView<T> weights, T* bias, T* into, int inputs, int outputs)
        where TLanes : struct, ILanes<TVector, T>
    {
        int lanes = TLanes.Count;
        for (int n = 0; n < outputs;)
        {
            int width = n + (4 * lanes) <= outputs ? 4 * lanes : lanes;
            n = Math.Min(n, outputs - width);
            T* start = bias == null ? null : bias + n;
            if (width > lanes) RowTiles<TLanes, TVector, T>.OneByFour(x, step, weights.Start + n, weights.Row, start, into + n, inputs);
            else RowTiles<TLanes, TVector, T>.OneByOne(x, step, weights.Start + n, weights.Row, start, into + n, inputs);
            n += width;
        }
    }

    // All rows pass a strip of weights, which stays near, before the next one.
    private static void Strips<TLanes, TVector>(
        MatrixView<T> x, MatrixView<T> weights, T* copy, T* bias, nint biasRow, T* into, nint intoRow, int rows, int inputs, int outputs)
        where TLanes : struct, ILanes<TVector, T>
    {
        int lanes = TLanes.Count;
        for (int n = 0; n < outputs;)
        {
            int width = typeof(TLanes) == typeof(Lanes512<T>) && n + (4 * lanes) <= outputs ? 4 * lanes : n + (2 * lanes) <= outputs ? 2 * lanes : lanes, m = 0;
            n = Math.Min(n, outputs - width);
            T* strip = copy == null ? weights.Start + n : copy;
            nint stride = copy == null ? weights.Row : width;
            if (copy != null) Copy(weights, n, width, inputs, copy);
            for (; m <= rows - 4; m += 4)
            {
                T* from = x.Start + (m * x.Row), start = bias == null ? null : bias + (m * biasRow) + n, to = into + (m * intoRow) + n;
                if (width > 2 * lanes) RowTiles<TLanes, TVector, T>.FourByFour(from, x.Row, x.Column, strip, stride, start, biasRow, to, intoRow, inputs);
                else if (width > lanes) RowTiles<TLanes, TVector, T>.FourByTwo(from, x.Row, x.Column, strip, stride, start, biasRow, to, intoRow, inputs);
                else RowTiles<TLanes, TVector, T>.FourByOne(from, x.Row, x.Column, strip, stride, start, biasRow, to, intoRow, inputs);
            }
            for (; m < rows; m++)
            {
                T* start = bias == null ? null : bias + (m * biasRow) + n, to = into + (m * intoRow) + n;
                for (int at = 0; at < width; at += lanes)
                    RowTiles<TLanes, TVector, T>.OneByOne(x.Start + (m * x.Row), x.Column, strip + at, stride, start == null ? null : start + at, to + at, inputs);
            }
            n += width;
        }
    }

    private static void Copy(MatrixView<T> weights, int first, int width, int inputs, T* strip)
    {
        T* from = weights.Start + (first * weights.Column);
        for (int k = 0; k < inputs; k++, from += weights.Row, strip += width)
        {
            if (weights.Column == 1) new ReadOnlySpan<T>(from, width).CopyTo(new Span<T>(strip, width));
            else for (int n = 0; n < width; n++) strip[n] = from[n * weights.Column];
        }
    }

    // Rows of both sides lie inputs side by side.
    private static void Dots(MatrixView<T> x, MatrixView<T> weights, T* into, nint intoRow, int rows, int inputs, int outputs)
    {
        if (Avx512F.IsSupported && inputs >= Vector512<T>.Count) Dots<Lanes512<T>, Vector512<T>>(x, weights, into, intoRow, rows, inputs, outputs);
        else if (inputs >= Vector256<T>.Count) Dots<Lanes256<T>, Vector256<T>>(x, weights, into, intoRow, rows, inputs, outputs);
        else Dots<Lanes128<T>, Vector128<T>>(x, weights, into, intoRow, rows, inputs, outputs);
    }

    private static void Dots<TLanes, TVector>(MatrixView<T> x, MatrixView<T> weights, T* into, nint intoRow, int rows, int inputs, int outputs)
        where TLanes : struct, ILanes<TVector, T>
    {
        int n = 0;
        for (; n <= outputs - 4; n += 4)
        {
            T* with = weights.Start + (n * weights.Row), to = into + n;
            int m = 0;
            for (; m <= rows - 2; m += 2) DotTiles<TLanes, TVector, T>.TwoByFour(x.Start + (m * x.Row), x.Row, with, weights.Row, to + (m * intoRow), intoRow, inputs);
            if (m < rows) DotTiles<TLanes, TVector, T>.OneByFour(x.Start + (m * x.Row), with, weights.Row, to + (m * intoRow), inputs);
        }
        for (; n < outputs; n++)
            for (int m = 0; m < rows; m++) into[(m * intoRow) + n] = DotTiles<TLanes, TVector, T>.One(x.Start + (m * x.Row), weights.Start + (n * weights.Row), inputs);
    }

    // What no tile suits: hardly any inputs or outputs. Four sums, for one alone would wait for itself.
    private static void Scalars(MatrixView<T> x, MatrixView<T> weights, T* bias, nint biasRow, T* into, nint intoRow, int rows, int inputs, int outputs)
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
                into[(m * intoRow) + n] = (a + b) + (c + d);
            }
        }
    }

    private static void Add(T* into, T* bias, int count) =>
        TensorPrimitives.Add(new ReadOnlySpan<T>(into, count), new ReadOnlySpan<T>(bias, count), new Span<T>(into, count));
}
