using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlDsl.Kernels.Operators;

/// <summary>A function that follows the sums of a layer, element by element; float16 is calculated in single precision and rounded once.</summary>
/// <typeparam name="T">float, double or float16.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ActivationOperator<T> : UnaryOperator<T, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected ActivationOperator()
    {
    }

    private protected sealed override void Apply(ReadOnlySpan<T> x, Span<T> result)
    {
        if (typeof(T) == typeof(float)) Apply(MemoryMarshal.Cast<T, float>(x), MemoryMarshal.Cast<T, float>(result));
        else if (typeof(T) == typeof(double)) Apply(MemoryMarshal.Cast<T, double>(x), MemoryMarshal.Cast<T, double>(result));
        else Widened(x, result);
    }

    private protected abstract void Apply(ReadOnlySpan<float> x, Span<float> result);

    private protected abstract void Apply(ReadOnlySpan<double> x, Span<double> result);

    [SkipLocalsInit]
    private void Widened(ReadOnlySpan<T> x, Span<T> result)
    {
        using var scratch = new NearSpan<float>(stackalloc float[256], 2 * x.Length);
        Span<float> wide = scratch.Span[..x.Length], into = scratch.Span[x.Length..];
        Casting.Convert(x, wide);
        Apply((ReadOnlySpan<float>)wide, into);
        Casting.Convert<float, T>(into, result);
    }
}
