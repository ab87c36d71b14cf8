namespace MlDsl.Generators.Models;

/// <summary>What a model that is declared wrongly still is to the code that uses it, so that its one error stays the only one.</summary>
internal sealed record ModelStub
{
    public required TypeDeclaration Type { get; init; }

    /// <summary>The row's type; null where generated code cannot name it.</summary>
    public required string? Row { get; init; }

    /// <summary>What it derives from, as every model does; null where the declaration does not allow it.</summary>
    public required string? Base { get; init; }

    /// <summary>Whether it is asked about users and items.</summary>
    public bool IsOfInteractions { get; init; }

    public required bool IsStatic { get; init; }

    /// <summary>The names of the members that the user's part has or inherits.</summary>
    public required EquatableArray<string> Taken { get; init; }
}
