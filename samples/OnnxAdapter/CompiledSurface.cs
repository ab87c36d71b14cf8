using MlDsl;

namespace OnnxAdapter;

/// <summary>The same model once more, as C# in this assembly: no native library, no file, nothing to parse when it is loaded.</summary>
[OnnxModel("Models/surface.onnx", Backend = Backend.Compiled)]
public sealed partial class CompiledSurface : IScorer<Part, Verdict>;
