namespace MlDsl.Onnx.Native;

/// <summary>A native library in use.</summary>
internal sealed record LoadedLibrary(string Path, OrtApi Api);
