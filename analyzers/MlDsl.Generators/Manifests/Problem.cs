using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Manifests;

/// <summary>A disagreement, told by what it concerns; the analyzer knows where that is written.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Place">What it concerns.</param>
/// <param name="Member">The member of the user's type, where it concerns one.</param>
/// <param name="Message">What is wrong and the way out.</param>
internal sealed record Problem(DiagnosticDescriptor Rule, ProblemPlace Place, string? Member, string Message);

internal enum ProblemPlace
{
    /// <summary>The class, at its <c>[OnnxModel]</c> attribute.</summary>
    Model,

    /// <summary>The user's input type.</summary>
    Input,

    /// <summary>The user's output type.</summary>
    Output,
}
