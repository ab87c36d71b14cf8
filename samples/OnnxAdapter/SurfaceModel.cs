using MlDsl;

namespace OnnxAdapter;

/// <summary>What a camera can see on a part.</summary>
public enum Surface { Ok, Scratch, Dent }

/// <summary>The model by its own tensors, run by ONNX Runtime: spans in, spans and class scores out, nothing allocated.</summary>
[OnnxModel("Models/surface.onnx", Backend = Backend.Runtime, MaxBatch = 64), Classes<Surface>("probabilities")]
public sealed partial class SurfaceModel;

/// <summary>One part as the service knows it.</summary>
public readonly record struct Part(
    [property: Input("features")] float Gloss,
    [property: Input("features", Offset = 1)] float Roughness);

/// <summary>How likely the part has a scratch.</summary>
public readonly record struct Verdict([property: Output("probabilities", Offset = 1)] Probability Scratch);

/// <summary>The same model, bound to the service's own types.</summary>
[OnnxModel("Models/surface.onnx", Backend = Backend.Runtime, MaxBatch = 64)]
public sealed partial class SurfaceScorer : IScorer<Part, Verdict>;
