using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers;

namespace MlDsl.Tool;

/// <summary>What the tool is asked.</summary>
/// <param name="Target">A solution, a project or a folder.</param>
internal sealed record Question(string Target)
{
    public string? Sarif { get; init; }
    public string? Baseline { get; init; }
    public string? WriteBaseline { get; init; }
    public DiagnosticSeverity Severity { get; init; } = DiagnosticSeverity.Warning;

    /// <summary>The rules that are asked for; all of them where empty.</summary>
    public ImmutableArray<string> Rules { get; init; } = [];
    public bool Restore { get; init; } = true;
    public bool ListAccepted { get; init; }
    public ImmutableArray<string> References { get; init; } = [];

    /// <summary>The folder that paths of findings start from.</summary>
    public string Root => Directory.Exists(Target) ? Path.GetFullPath(Target) : Path.GetDirectoryName(Path.GetFullPath(Target))!;

    /// <summary>Refuses rules that do not exist, references and baselines that are not there.</summary>
    public void Validate()
    {
        if (!Directory.Exists(Target) && !File.Exists(Target)) throw new ToolException($"'{Target}' does not exist; name a solution, a project or a folder");
        ImmutableHashSet<string> known = [.. RuleHost.Every.SelectMany(static rule => rule.SupportedDiagnostics).Select(static rule => rule.Id)];
        if (Rules.FirstOrDefault(rule => !known.Contains(rule)) is { } unknown)
            throw new ToolException($"there is no rule '{unknown}'; the rules are {string.Join(", ", known.Order(StringComparer.Ordinal))}");
        if (References.FirstOrDefault(static path => !File.Exists(path) && !Directory.Exists(path)) is { } missing)
            throw new ToolException($"--reference '{missing}' does not exist");
        if (Baseline is not null && !File.Exists(Baseline))
            throw new ToolException($"the baseline '{Baseline}' does not exist; 'mldsl analyze {Target} --write-baseline {Baseline}' writes it");
    }
}
