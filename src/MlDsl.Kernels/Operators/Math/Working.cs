using System.Runtime.InteropServices;

namespace MlDsl.Kernels.Operators;

/// <summary>Elements in the type they are calculated with: float for float16, as ONNX Runtime does it, and the others in their own.</summary>
internal static class Working
{
    /// <summary>How many elements of scratch memory a span needs.</summary>
    public static int Length<T, TWork>(int length) => typeof(T) == typeof(TWork) ? 0 : length;

    /// <summary>The elements themselves where they are of the right type, else converted in the scratch memory.</summary>
    public static ReadOnlySpan<TWork> From<T, TWork>(ReadOnlySpan<T> values, Span<TWork> scratch)
        where T : unmanaged
        where TWork : unmanaged
    {
        if (typeof(T) == typeof(TWork)) return MemoryMarshal.Cast<T, TWork>(values);
        Casting.Convert(values, scratch[..values.Length]);
        return scratch[..values.Length];
    }

    /// <summary>Where results go first: to their place where they are of the right type, else to the scratch memory.</summary>
    public static Span<TWork> Into<T, TWork>(Span<T> values, Span<TWork> scratch)
        where T : unmanaged
        where TWork : unmanaged => typeof(T) == typeof(TWork) ? MemoryMarshal.Cast<T, TWork>(values) : scratch[..values.Length];

    /// <summary>Brings results from where they went to their place.</summary>
    public static void Finish<T, TWork>(Span<TWork> from, Span<T> values)
        where T : unmanaged
        where TWork : unmanaged
    {
        if (typeof(T) != typeof(TWork)) Casting.Convert<TWork, T>(from, values);
    }
}
