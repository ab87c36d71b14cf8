namespace MlDsl.Kernels.Operators;

/// <summary>
/// Tiles of x · Wᵀ where the weights of an output lie side by side: inputs in lanes, and at least as many of them as there are lanes.
/// The last vector overlaps what is summed already. Both factors become zero there, for zero times infinity would be NaN.
/// </summary>
internal static unsafe class DotTiles<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where T : unmanaged
{
    /// <summary>One row, four outputs.</summary>
    public static void OneByFour(T* x, T* weights, nint stride, T* into, int inputs)
    {
        TVector a = TLanes.All(default), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
        T* u = weights, v = u + stride, w = v + stride, z = w + stride;
        int lanes = TLanes.Count, i = 0;
        for (; i <= inputs - (2 * lanes); i += 2 * lanes)
        {
            TVector first = TLanes.Load(x + i), second = TLanes.Load(x + i + lanes);
            a = TLanes.MultiplyAdd(first, TLanes.Load(u + i), a);
            b = TLanes.MultiplyAdd(first, TLanes.Load(v + i), b);
            c = TLanes.MultiplyAdd(first, TLanes.Load(w + i), c);
            d = TLanes.MultiplyAdd(first, TLanes.Load(z + i), d);
            e = TLanes.MultiplyAdd(second, TLanes.Load(u + i + lanes), e);
            f = TLanes.MultiplyAdd(second, TLanes.Load(v + i + lanes), f);
            g = TLanes.MultiplyAdd(second, TLanes.Load(w + i + lanes), g);
            h = TLanes.MultiplyAdd(second, TLanes.Load(z + i + lanes), h);
        }
        if (i <= inputs - lanes)
        {
            TVector next = TLanes.Load(x + i);
            a = TLanes.MultiplyAdd(next, TLanes.Load(u + i), a);
            b = TLanes.MultiplyAdd(next, TLanes.Load(v + i), b);
            c = TLanes.MultiplyAdd(next, TLanes.Load(w + i), c);
            d = TLanes.MultiplyAdd(next, TLanes.Load(z + i), d);
            i += lanes;
        }
        if (i < inputs)
        {
            int left = inputs - i;
            i = inputs - lanes;
            TVector last = TLanes.KeepLast(TLanes.Load(x + i), left);
            e = TLanes.MultiplyAdd(last, TLanes.KeepLast(TLanes.Load(u + i), left), e);
            f = TLanes.MultiplyAdd(last, TLanes.KeepLast(TLanes.Load(v + i), left), f);
            g = TLanes.MultiplyAdd(last, TLanes.KeepLast(TLanes.Load(w + i), left), g);
            h = TLanes.MultiplyAdd(last, TLanes.KeepLast(TLanes.Load(z + i), left), h);
        }
        TLanes.StoreSums(TLanes.Add(a, e), TLanes.Add(b, f), TLanes.Add(c, g), TLanes.Add(d, h), into);
    }

    /// <summary>Two rows, four outputs.</summary>
    public static void TwoByFour(T* x, nint row, T* weights, nint stride, T* into, nint intoRow, int inputs)
    {
        TVector a = TLanes.All(default), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
        T* y = x + row, u = weights, v = u + stride, w = v + stride, z = w + stride;
        int lanes = TLanes.Count, i = 0;
        for (; i <= inputs - lanes; i += lanes)
        {
            TVector first = TLanes.Load(x + i), second = TLanes.Load(y + i), weight = TLanes.Load(u + i);
            a = TLanes.MultiplyAdd(first, weight, a);
            e = TLanes.MultiplyAdd(second, weight, e);
            weight = TLanes.Load(v + i);
            b = TLanes.MultiplyAdd(first, weight, b);
            f = TLanes.MultiplyAdd(second, weight, f);
            weight = TLanes.Load(w + i);
            c = TLanes.MultiplyAdd(first, weight, c);
            g = TLanes.MultiplyAdd(second, weight, g);
            weight = TLanes.Load(z + i);
            d = TLanes.MultiplyAdd(first, weight, d);
            h = TLanes.MultiplyAdd(second, weight, h);
        }
        if (i < inputs)
        {
            int left = inputs - i;
            i = inputs - lanes;
            TVector first = TLanes.KeepLast(TLanes.Load(x + i), left), second = TLanes.KeepLast(TLanes.Load(y + i), left);
            TVector weight = TLanes.KeepLast(TLanes.Load(u + i), left);
            a = TLanes.MultiplyAdd(first, weight, a);
            e = TLanes.MultiplyAdd(second, weight, e);
            weight = TLanes.KeepLast(TLanes.Load(v + i), left);
            b = TLanes.MultiplyAdd(first, weight, b);
            f = TLanes.MultiplyAdd(second, weight, f);
            weight = TLanes.KeepLast(TLanes.Load(w + i), left);
            c = TLanes.MultiplyAdd(first, weight, c);
            g = TLanes.MultiplyAdd(second, weight, g);
            weight = TLanes.KeepLast(TLanes.Load(z + i), left);
            d = TLanes.MultiplyAdd(first, weight, d);
            h = TLanes.MultiplyAdd(second, weight, h);
        }
        TLanes.StoreSums(a, b, c, d, into);
        TLanes.StoreSums(e, f, g, h, into + intoRow);
    }

    /// <summary>One row, one output.</summary>
    public static T One(T* x, T* weights, int inputs)
    {
        TVector a = TLanes.All(default), b = a, c = a, d = a;
        int lanes = TLanes.Count, i = 0;
        for (; i <= inputs - (4 * lanes); i += 4 * lanes)
        {
            a = TLanes.MultiplyAdd(TLanes.Load(x + i), TLanes.Load(weights + i), a);
            b = TLanes.MultiplyAdd(TLanes.Load(x + i + lanes), TLanes.Load(weights + i + lanes), b);
            c = TLanes.MultiplyAdd(TLanes.Load(x + i + (2 * lanes)), TLanes.Load(weights + i + (2 * lanes)), c);
            d = TLanes.MultiplyAdd(TLanes.Load(x + i + (3 * lanes)), TLanes.Load(weights + i + (3 * lanes)), d);
        }
        for (; i <= inputs - lanes; i += lanes) a = TLanes.MultiplyAdd(TLanes.Load(x + i), TLanes.Load(weights + i), a);
        if (i < inputs)
        {
            int left = inputs - i;
            i = inputs - lanes;
            b = TLanes.MultiplyAdd(TLanes.KeepLast(TLanes.Load(x + i), left), TLanes.KeepLast(TLanes.Load(weights + i), left), b);
        }
        return TLanes.Sum(TLanes.Add(TLanes.Add(a, b), TLanes.Add(c, d)));
    }
}
