using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>A function of elements in vectors, which may hold numbers of its own.</summary>
internal interface IVectorFunction<T>
{
    /// <summary>Calculates a vector of results.</summary>
    /// <param name="x">The elements.</param>
    /// <param name="y">What <see cref="VectorLoops"/> was given besides them; the elements again where nothing was.</param>
    Vector<T> Apply(Vector<T> x, Vector<T> y);
}

/// <summary>Runs a function over spans in vectors of the machine's width.</summary>
internal static class VectorLoops
{
    /// <summary>Calculates a result for each element.</summary>
    public static void Run<T, TFunction>(ReadOnlySpan<T> x, Span<T> result, TFunction function)
        where T : unmanaged
        where TFunction : struct, IVectorFunction<T> => Run(x, x, result, function);

    /// <summary>Calculates a result for each pair; the results may lie where either of the two does.</summary>
    public static void Run<T, TFunction>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result, TFunction function)
        where T : unmanaged
        where TFunction : struct, IVectorFunction<T>
    {
        int i = 0, width = Vector<T>.Count;
        for (; i <= result.Length - width; i += width) function.Apply(new Vector<T>(x[i..]), new Vector<T>(y[i..])).CopyTo(result[i..]);
        if (i == result.Length) return;
        Span<T> restX = stackalloc T[width], restY = stackalloc T[width];
        restX.Clear();
        restY.Clear();
        x[i..].CopyTo(restX);
        y[i..].CopyTo(restY);
        function.Apply(new Vector<T>(restX), new Vector<T>(restY)).CopyTo(restX);
        restX[..(result.Length - i)].CopyTo(result[i..]);
    }
}
