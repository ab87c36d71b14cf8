using System.Buffers;

namespace MlDsl.Kernels.Operators;

/// <summary>Memory for one call: what the caller has on its stack where that is enough, else borrowed from the shared pool.</summary>
internal ref struct NearSpan<T> : IDisposable
{
    private T[]? rented;

    /// <summary>Sets aside so many elements; what they hold is undefined.</summary>
    public NearSpan(Span<T> stack, int length)
    {
        if (length > stack.Length) stack = rented = ArrayPool<T>.Shared.Rent(length);
        Span = stack[..length];
    }

    /// <summary>The elements.</summary>
    public Span<T> Span { get; }

    public void Dispose()
    {
        if (rented is not null) ArrayPool<T>.Shared.Return(rented);
        rented = null;
    }
}
