namespace MlDsl.Onnx;

/// <summary>A model file, or its bytes when <paramref name="Path"/> is null.</summary>
internal readonly record struct ModelSource(string Name, string? Path, ReadOnlyMemory<byte> Bytes);
