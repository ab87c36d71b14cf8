namespace MlDsl;

/// <summary>
/// Turns a partial class into a typed adapter for a model file: its inputs, outputs, element types and shapes are checked
/// against the class while compiling.
/// </summary>
/// <param name="path">The model file, relative to the project, as its <c>MlModel</c> item names it; <c>/</c> and <c>\</c> are equal.</param>
/// <example><code>
/// [OnnxModel("Models/surface.onnx", MaxBatch = 32)]
/// public sealed partial class SurfaceModel;
/// </code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class OnnxModelAttribute(string path) : Attribute
{
    /// <summary>The model file, relative to the project.</summary>
    public string Path { get; } = path;

    /// <summary>What runs the graph; <see cref="Backend.Auto"/> unless said otherwise.</summary>
    public Backend Backend { get; set; }

    /// <summary>Where ONNX Runtime runs the graph, unless the session's options say otherwise. The compiled backend runs on the CPU.</summary>
    public Provider Provider { get; set; }

    /// <summary>What happens when <see cref="Provider"/> cannot be had; by default loading fails.</summary>
    public Fallback Fallback { get; set; }

    /// <summary>
    /// The largest batch, in rows, that has buffers waiting for it; at least 1. A larger batch runs too, in buffers made for that call.
    /// </summary>
    public int MaxBatch { get; set; } = 32;

    /// <summary>
    /// The SHA-256 of the model file, in hexadecimal, when the build shall accept that file only; <see langword="null"/> accepts any file
    /// that fits the class. Of a model with weights in files of their own it is the hash of the hashes of all files; the message of MLD2008
    /// tells it.
    /// </summary>
    public string? Sha256 { get; set; }
}
