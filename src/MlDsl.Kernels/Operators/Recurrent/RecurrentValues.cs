using System.Buffers;

namespace MlDsl.Kernels.Operators;

/// <summary>What a recurrent operator is given and writes; empty where it is left out.</summary>
internal ref struct RecurrentValues<T>
    where T : unmanaged
{
    public ReadOnlySpan<T> X, W, R, B, First, FirstCell, Peepholes;
    public ReadOnlySpan<int> Lengths;
    public Span<T> Y, Last, LastCell;

    /// <summary>A copy of what is given in another type, in memory from the pool.</summary>
    public readonly RecurrentValues<TWork> Convert<TWork>(out TWork[] rented)
        where TWork : unmanaged
    {
        rented = ArrayPool<TWork>.Shared.Rent(checked(
            X.Length + W.Length + R.Length + B.Length + First.Length + FirstCell.Length + Peepholes.Length + Y.Length + Last.Length + LastCell.Length));
        Span<TWork> rest = rented;
        return new RecurrentValues<TWork>
        {
            X = Take(ref rest, X),
            W = Take(ref rest, W),
            R = Take(ref rest, R),
            B = Take(ref rest, B),
            First = Take(ref rest, First),
            FirstCell = Take(ref rest, FirstCell),
            Peepholes = Take(ref rest, Peepholes),
            Lengths = Lengths,
            Y = Cut(ref rest, Y.Length),
            Last = Cut(ref rest, Last.Length),
            LastCell = Cut(ref rest, LastCell.Length),
        };
    }

    private static Span<TWork> Take<TWork>(scoped ref Span<TWork> rest, scoped ReadOnlySpan<T> from)
        where TWork : unmanaged
    {
        Span<TWork> part = Cut(ref rest, from.Length);
        Casting.Convert(from, part);
        return part;
    }

    private static Span<TWork> Cut<TWork>(scoped ref Span<TWork> rest, int length)
    {
        Span<TWork> part = rest[..length];
        rest = rest[length..];
        return part;
    }
}
