using System.Buffers;

namespace MlDsl.Serving;

/// <summary>A body in one piece: where it came in several, in a rented array that is given back when this is disposed.</summary>
internal readonly struct WholeBody : IDisposable
{
    private readonly byte[]? rented;

    public WholeBody(in ReadOnlySequence<byte> body)
    {
        if (body.IsSingleSegment)
        {
            (rented, Memory) = (null, body.First);
            return;
        }
        int length = (int)body.Length;
        rented = ArrayPool<byte>.Shared.Rent(length);
        body.CopyTo(rented);
        Memory = rented.AsMemory(0, length);
    }

    public ReadOnlyMemory<byte> Memory { get; }

    public void Dispose()
    {
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
    }
}
