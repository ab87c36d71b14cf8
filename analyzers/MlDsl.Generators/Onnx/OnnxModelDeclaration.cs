namespace MlDsl.Generators.Onnx;

/// <summary>What the user wrote: everything about an adapter that does not come from the model file.</summary>
internal sealed record OnnxModelDeclaration
{
    public required TypeDeclaration Type { get; init; }

    /// <summary>The path of the attribute, with forward slashes.</summary>
    public required string Path { get; init; }

    /// <summary>Whether the class names a file of a tree library, which no runtime takes.</summary>
    public required bool IsTrees { get; init; }

    public required string Backend { get; init; }

    public required string Provider { get; init; }

    public required string Fallback { get; init; }

    public required int MaxBatch { get; init; }

    public required string? Sha256 { get; init; }

    /// <summary>The enums that the class names for its outputs.</summary>
    public required EquatableArray<ClassesSpec> Classes { get; init; }

    /// <summary>The user's input type; null when the adapter brings its own.</summary>
    public required RecordSpec? Input { get; init; }

    public required RecordSpec? Output { get; init; }

    /// <summary>Why nothing can be written, as the rest of a sentence about the class; null when it can.</summary>
    public required string? Obstacle { get; init; }
}
