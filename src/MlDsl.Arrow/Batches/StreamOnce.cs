using Apache.Arrow.Ipc;

namespace MlDsl.Batches;

/// <summary>A stream that can be read once. It is released when it was read, or when nothing refers to it any more.</summary>
internal sealed class StreamOnce(IArrowArrayStream stream, string name)
{
    private IArrowArrayStream? left = stream;

    /// <summary>The stream, for whoever asks first.</summary>
    /// <exception cref="DataFormatException">It was read before, and that pass did not come to its end.</exception>
    public IArrowArrayStream Take() => Interlocked.Exchange(ref left, null)
        ?? throw new DataFormatException($"{name}: an earlier pass over the stream did not come to its end, and it can be read once only; make the data set again from a new stream") { File = name };
}
