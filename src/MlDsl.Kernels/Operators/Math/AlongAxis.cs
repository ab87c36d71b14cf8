using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels.Operators;

/// <summary>A function of the elements along an axis, as many results as elements.</summary>
internal interface IRowFunction
{
    void Apply<T>(ReadOnlySpan<T> x, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>Runs a function along an axis; elements that do not lie side by side are brought together first, float16 becomes float.</summary>
internal static class AlongAxis
{
    /// <summary>Calculates all results.</summary>
    /// <param name="x">The values; the result has their shape already.</param>
    /// <param name="result">Where the results go.</param>
    /// <param name="length">The elements along the axis.</param>
    /// <param name="step">From one of them to the next.</param>
    /// <param name="function">The function.</param>
    public static void Run<T, TFunction>(ReadOnlySpan<T> x, Span<T> result, int length, int step, TFunction function)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFunction : struct, IRowFunction
    {
        if (typeof(T) == typeof(double)) Rows<T, double, TFunction>(x, result, length, step, function);
        else Rows<T, float, TFunction>(x, result, length, step, function);
    }

    [SkipLocalsInit]
    private static void Rows<T, TWork, TFunction>(ReadOnlySpan<T> x, Span<T> result, int length, int step, TFunction function)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TWork : unmanaged, IBinaryFloatingPointIeee754<TWork>
        where TFunction : struct, IRowFunction
    {
        bool isDirect = step == 1 && typeof(T) == typeof(TWork);
        using var scratch = new NearSpan<TWork>(stackalloc TWork[256], isDirect ? 0 : length);
        for (int at = 0; at < x.Length; at += length * step)
        {
            if (isDirect)
            {
                function.Apply(Working.From<T, TWork>(x.Slice(at, length), scratch.Span), Working.Into<T, TWork>(result.Slice(at, length), scratch.Span));
                continue;
            }
            for (int i = at; i < at + step; i++)
            {
                Span<TWork> row = scratch.Span;
                for (int k = 0; k < row.Length; k++) row[k] = TWork.CreateTruncating(x[i + (k * step)]);
                function.Apply(row, row);
                for (int k = 0; k < row.Length; k++) result[i + (k * step)] = T.CreateTruncating(row[k]);
            }
        }
    }
}
