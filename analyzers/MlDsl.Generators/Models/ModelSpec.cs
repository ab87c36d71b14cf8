namespace MlDsl.Generators.Models;

internal enum TaskKind
{
    Regression,
    BinaryClassification,
    MulticlassClassification,
}

/// <summary>A model as its user declared it.</summary>
internal sealed record ModelSpec
{
    public required TypeDeclaration Type { get; init; }
    public required string Name { get; init; }
    public required string Version { get; init; }
    public required string Row { get; init; }
    public required TaskKind Task { get; init; }

    /// <summary>The label's type, for the task that names classes.</summary>
    public required string Label { get; init; }

    /// <summary>The trainer's name, without <c>Attribute</c>.</summary>
    public required string Trainer { get; init; }

    /// <summary>The trainer's options, as assignments.</summary>
    public required EquatableArray<string> Options { get; init; }
}
