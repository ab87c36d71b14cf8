using System.Runtime.InteropServices;

namespace MlDsl.Onnx;

/// <summary>A model file, or its bytes when <paramref name="Path"/> is null.</summary>
internal readonly record struct ModelSource(string Name, string? Path, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The content, to be read from its start.</summary>
    public Stream Open() =>
        Path is not null ? File.OpenRead(Path)
        : MemoryMarshal.TryGetArray(Bytes, out ArraySegment<byte> array) ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(Bytes.ToArray(), writable: false);
}
