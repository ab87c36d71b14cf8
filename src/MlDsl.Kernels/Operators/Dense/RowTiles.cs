using System.Runtime.CompilerServices;

namespace MlDsl.Kernels.Operators;

/// <summary>
/// Tiles of x · W + b where the weights of an input lie side by side: outputs in lanes, sums in registers, each weight read once per tile.
/// A tile of one row uses several sums per output, because one alone would wait for itself; they are added at the end.
/// </summary>
/// <remarks>The 4 × 2 tile is that of Goto and van de Geijn, "Anatomy of high-performance matrix multiplication" (2008), without packing.</remarks>
internal static unsafe class RowTiles<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where T : unmanaged
{
    /// <summary>One row, four vectors of outputs.</summary>
    public static void OneByFour(T* x, nint step, T* weights, nint stride, T* bias, T* into, int inputs)
    {
        int lanes = TLanes.Count;
        TVector a = Start(bias, 0), b = Start(bias, lanes), c = Start(bias, 2 * lanes), d = Start(bias, 3 * lanes);
        TVector e = TLanes.All(default), f = e, g = e, h = e;
        for (; inputs >= 2; inputs -= 2, x += 2 * step, weights += 2 * stride)
        {
            TVector first = TLanes.All(*x), second = TLanes.All(x[step]);
            T* next = weights + stride;
            a = TLanes.MultiplyAdd(first, TLanes.Load(weights), a);
            b = TLanes.MultiplyAdd(first, TLanes.Load(weights + lanes), b);
            c = TLanes.MultiplyAdd(first, TLanes.Load(weights + (2 * lanes)), c);
            d = TLanes.MultiplyAdd(first, TLanes.Load(weights + (3 * lanes)), d);
            e = TLanes.MultiplyAdd(second, TLanes.Load(next), e);
            f = TLanes.MultiplyAdd(second, TLanes.Load(next + lanes), f);
            g = TLanes.MultiplyAdd(second, TLanes.Load(next + (2 * lanes)), g);
            h = TLanes.MultiplyAdd(second, TLanes.Load(next + (3 * lanes)), h);
        }
        if (inputs > 0)
        {
            TVector last = TLanes.All(*x);
            a = TLanes.MultiplyAdd(last, TLanes.Load(weights), a);
            b = TLanes.MultiplyAdd(last, TLanes.Load(weights + lanes), b);
            c = TLanes.MultiplyAdd(last, TLanes.Load(weights + (2 * lanes)), c);
            d = TLanes.MultiplyAdd(last, TLanes.Load(weights + (3 * lanes)), d);
        }
        TLanes.Store(TLanes.Add(a, e), into);
        TLanes.Store(TLanes.Add(b, f), into + lanes);
        TLanes.Store(TLanes.Add(c, g), into + (2 * lanes));
        TLanes.Store(TLanes.Add(d, h), into + (3 * lanes));
    }

    /// <summary>One row, one vector of outputs.</summary>
    public static void OneByOne(T* x, nint step, T* weights, nint stride, T* bias, T* into, int inputs)
    {
        TVector a = Start(bias, 0), b = TLanes.All(default), c = b, d = b;
        for (; inputs >= 4; inputs -= 4, x += 4 * step, weights += 4 * stride)
        {
            a = TLanes.MultiplyAdd(TLanes.All(*x), TLanes.Load(weights), a);
            b = TLanes.MultiplyAdd(TLanes.All(x[step]), TLanes.Load(weights + stride), b);
            c = TLanes.MultiplyAdd(TLanes.All(x[2 * step]), TLanes.Load(weights + (2 * stride)), c);
            d = TLanes.MultiplyAdd(TLanes.All(x[3 * step]), TLanes.Load(weights + (3 * stride)), d);
        }
        for (; inputs > 0; inputs--, x += step, weights += stride) a = TLanes.MultiplyAdd(TLanes.All(*x), TLanes.Load(weights), a);
        TLanes.Store(TLanes.Add(TLanes.Add(a, b), TLanes.Add(c, d)), into);
    }

    /// <summary>Four rows, two vectors of outputs.</summary>
    public static void FourByTwo(T* x, nint row, nint step, T* weights, nint stride, T* bias, nint biasRow, T* into, nint intoRow, int inputs)
    {
        int lanes = TLanes.Count;
        TVector a0 = Start(bias, 0), a1 = Start(bias, lanes), b0 = Start(bias, biasRow), b1 = Start(bias, biasRow + lanes);
        TVector c0 = Start(bias, 2 * biasRow), c1 = Start(bias, (2 * biasRow) + lanes), d0 = Start(bias, 3 * biasRow), d1 = Start(bias, (3 * biasRow) + lanes);
        for (; inputs > 0; inputs--, x += step, weights += stride)
        {
            TVector left = TLanes.Load(weights), right = TLanes.Load(weights + lanes);
            TVector value = TLanes.All(*x);
            a0 = TLanes.MultiplyAdd(value, left, a0);
            a1 = TLanes.MultiplyAdd(value, right, a1);
            value = TLanes.All(x[row]);
            b0 = TLanes.MultiplyAdd(value, left, b0);
            b1 = TLanes.MultiplyAdd(value, right, b1);
            value = TLanes.All(x[2 * row]);
            c0 = TLanes.MultiplyAdd(value, left, c0);
            c1 = TLanes.MultiplyAdd(value, right, c1);
            value = TLanes.All(x[3 * row]);
            d0 = TLanes.MultiplyAdd(value, left, d0);
            d1 = TLanes.MultiplyAdd(value, right, d1);
        }
        TLanes.Store(a0, into);
        TLanes.Store(a1, into + lanes);
        TLanes.Store(b0, into + intoRow);
        TLanes.Store(b1, into + intoRow + lanes);
        TLanes.Store(c0, into + (2 * intoRow));
        TLanes.Store(c1, into + (2 * intoRow) + lanes);
        TLanes.Store(d0, into + (3 * intoRow));
        TLanes.Store(d1, into + (3 * intoRow) + lanes);
    }

    /// <summary>Four rows, four vectors of outputs.</summary>
    public static void FourByFour(T* x, nint row, nint step, T* weights, nint stride, T* bias, nint biasRow, T* into, nint intoRow, int inputs)
    {
        int lanes = TLanes.Count;
        TVector a0 = Start(bias, (0 * biasRow) + (0 * lanes)), a1 = Start(bias, (0 * biasRow) + (1 * lanes)), a2 = Start(bias, (0 * biasRow) + (2 * lanes)), a3 = Start(bias, (0 * biasRow) + (3 * lanes));
        TVector b0 = Start(bias, (1 * biasRow) + (0 * lanes)), b1 = Start(bias, (1 * biasRow) + (1 * lanes)), b2 = Start(bias, (1 * biasRow) + (2 * lanes)), b3 = Start(bias, (1 * biasRow) + (3 * lanes));
        TVector c0 = Start(bias, (2 * biasRow) + (0 * lanes)), c1 = Start(bias, (2 * biasRow) + (1 * lanes)), c2 = Start(bias, (2 * biasRow) + (2 * lanes)), c3 = Start(bias, (2 * biasRow) + (3 * lanes));
        TVector d0 = Start(bias, (3 * biasRow) + (0 * lanes)), d1 = Start(bias, (3 * biasRow) + (1 * lanes)), d2 = Start(bias, (3 * biasRow) + (2 * lanes)), d3 = Start(bias, (3 * biasRow) + (3 * lanes));
        for (; inputs > 0; inputs--, x += step, weights += stride)
        {
            TVector w0 = TLanes.Load(weights), w1 = TLanes.Load(weights + lanes), w2 = TLanes.Load(weights + (2 * lanes)), w3 = TLanes.Load(weights + (3 * lanes));
            TVector value = TLanes.All(*x);
            a0 = TLanes.MultiplyAdd(value, w0, a0);
            a1 = TLanes.MultiplyAdd(value, w1, a1);
            a2 = TLanes.MultiplyAdd(value, w2, a2);
            a3 = TLanes.MultiplyAdd(value, w3, a3);
            value = TLanes.All(x[1 * row]);
            b0 = TLanes.MultiplyAdd(value, w0, b0);
            b1 = TLanes.MultiplyAdd(value, w1, b1);
            b2 = TLanes.MultiplyAdd(value, w2, b2);
            b3 = TLanes.MultiplyAdd(value, w3, b3);
            value = TLanes.All(x[2 * row]);
            c0 = TLanes.MultiplyAdd(value, w0, c0);
            c1 = TLanes.MultiplyAdd(value, w1, c1);
            c2 = TLanes.MultiplyAdd(value, w2, c2);
            c3 = TLanes.MultiplyAdd(value, w3, c3);
            value = TLanes.All(x[3 * row]);
            d0 = TLanes.MultiplyAdd(value, w0, d0);
            d1 = TLanes.MultiplyAdd(value, w1, d1);
            d2 = TLanes.MultiplyAdd(value, w2, d2);
            d3 = TLanes.MultiplyAdd(value, w3, d3);
        }
        TLanes.Store(a0, into + (0 * intoRow) + (0 * lanes));
        TLanes.Store(a1, into + (0 * intoRow) + (1 * lanes));
        TLanes.Store(a2, into + (0 * intoRow) + (2 * lanes));
        TLanes.Store(a3, into + (0 * intoRow) + (3 * lanes));
        TLanes.Store(b0, into + (1 * intoRow) + (0 * lanes));
        TLanes.Store(b1, into + (1 * intoRow) + (1 * lanes));
        TLanes.Store(b2, into + (1 * intoRow) + (2 * lanes));
        TLanes.Store(b3, into + (1 * intoRow) + (3 * lanes));
        TLanes.Store(c0, into + (2 * intoRow) + (0 * lanes));
        TLanes.Store(c1, into + (2 * intoRow) + (1 * lanes));
        TLanes.Store(c2, into + (2 * intoRow) + (2 * lanes));
        TLanes.Store(c3, into + (2 * intoRow) + (3 * lanes));
        TLanes.Store(d0, into + (3 * intoRow) + (0 * lanes));
        TLanes.Store(d1, into + (3 * intoRow) + (1 * lanes));
        TLanes.Store(d2, into + (3 * intoRow) + (2 * lanes));
        TLanes.Store(d3, into + (3 * intoRow) + (3 * lanes));
    }

    /// <summary>Four rows, one vector of outputs.</summary>
    public static void FourByOne(T* x, nint row, nint step, T* weights, nint stride, T* bias, nint biasRow, T* into, nint intoRow, int inputs)
    {
        TVector a = Start(bias, 0), b = Start(bias, biasRow), c = Start(bias, 2 * biasRow), d = Start(bias, 3 * biasRow);
        for (; inputs > 0; inputs--, x += step, weights += stride)
        {
            TVector value = TLanes.Load(weights);
            a = TLanes.MultiplyAdd(TLanes.All(*x), value, a);
            b = TLanes.MultiplyAdd(TLanes.All(x[row]), value, b);
            c = TLanes.MultiplyAdd(TLanes.All(x[2 * row]), value, c);
            d = TLanes.MultiplyAdd(TLanes.All(x[3 * row]), value, d);
        }
        TLanes.Store(a, into);
        TLanes.Store(b, into + intoRow);
        TLanes.Store(c, into + (2 * intoRow));
        TLanes.Store(d, into + (3 * intoRow));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Start(T* bias, nint at) => bias == null ? TLanes.All(default) : TLanes.Load(bias + at);
}
