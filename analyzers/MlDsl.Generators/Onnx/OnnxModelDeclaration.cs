namespace MlDsl.Generators.Onnx;

/// <summary>What the user wrote: everything about an adapter that does not come from the model file.</summary>
internal sealed record OnnxModelDeclaration
{
    public required TypeDeclaration Type { get; init; }

    /// <summary>The path of the attribute, with forward slashes.</summary>
    public required string Path { get; init; }

    /// <summary>Whether it is <c>[TreeModel]</c>, whose models only MlDsl runs.</summary>
    public required bool IsTrees { get; init; }

    /// <summary>Whether it is <c>[MlNetModel]</c>.</summary>
    public required bool IsMlNet { get; init; }

    /// <summary>Whether the project references what runs such models through ML.NET.</summary>
    public required bool HasMlNet { get; init; }

    public required string Backend { get; init; }

    /// <summary>The member of <c>TreeIterations</c>; empty where the class does not choose.</summary>
    public required string Iterations { get; init; }

    public required string Provider { get; init; }

    public required string Fallback { get; init; }

    public required int MaxBatch { get; init; }

    public required string? Sha256 { get; init; }

    /// <summary>The enums that the class names for its outputs.</summary>
    public required EquatableArray<ClassesSpec> Classes { get; init; }

    /// <summary>The user's input type; null when the adapter brings its own.</summary>
    public required RecordSpec? Input { get; init; }

    public required RecordSpec? Output { get; init; }

    /// <summary>The members that the user's parts have or inherit.</summary>
    public required EquatableArray<OwnMember> Members { get; init; }

    /// <summary>Whether a generated part is merged with the class.</summary>
    public required bool IsOpen { get; init; }

    public required bool IsStatic { get; init; }

    /// <summary>Whether it is a data set too.</summary>
    public required bool IsRow { get; init; }

    /// <summary>Whether the file is written in the C# that adapters need.</summary>
    public required bool IsCurrent { get; init; }

    /// <summary>Whether a type that the class is bound to has an error of its own, which is said there.</summary>
    public bool IsUnreadable => Input is { IsUnreadable: true } || Output is { IsUnreadable: true };

    /// <summary>Why nothing can be written, as the rest of a sentence about the class; null when it can.</summary>
    public required string? Obstacle { get; init; }
}
