using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Analyzers;
using MlDsl.Tool.Loading;

namespace MlDsl.Tool.Findings;

/// <summary>Runs the rules over projects and gathers what they find; what several target frameworks of a project share is told once.</summary>
internal sealed class RuleRun(Question question)
{
    private readonly HashSet<Found> found = new(SameToTheReader.Instance);
    private readonly List<string> failures = [];

    public ImmutableArray<Found> Found => [.. found.OrderBy(static f => f.Place.File, StringComparer.Ordinal)
        .ThenBy(static f => f.Place.Line).ThenBy(static f => f.Place.Column).ThenBy(static f => f.Rule.Id, StringComparer.Ordinal)];

    /// <summary>Rules that threw: what they would have found is not known.</summary>
    public ImmutableArray<string> Failures => [.. failures];

    public async Task AddAsync(LoadedProject project, CancellationToken cancellation)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(project.Options.AdditionalFiles, new ToolOptions(project.Options.AnalyzerConfigOptionsProvider)),
            onAnalyzerException: (problem, _, _) => { lock (failures) failures.Add($"{project.Name}: a rule failed, its findings are missing: {problem.Message}"); },
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: true);
        var all = await project.Compilation.WithAnalyzers([new MlNetRules(), new MlNetSuggestions()], options).GetAnalyzerDiagnosticsAsync(cancellation);
        foreach (Diagnostic diagnostic in all)
        {
            if (!diagnostic.Location.IsInSource || diagnostic.Severity < question.Severity) continue;
            if (!question.Rules.IsEmpty && !question.Rules.Contains(diagnostic.Id)) continue;
            found.Add(Findings.Found.Of(diagnostic, project.Compilation, question.Root));
        }
    }

    private sealed class SameToTheReader : IEqualityComparer<Found>
    {
        public static SameToTheReader Instance { get; } = new();

        public bool Equals(Found? x, Found? y) => x?.Rule.Id == y?.Rule.Id && x?.Place == y?.Place && x?.Message == y?.Message;

        public int GetHashCode(Found found) => HashCode.Combine(found.Rule.Id, found.Place);
    }
}

/// <summary>The options of a project, and one more: what is accepted is reported as accepted.</summary>
internal sealed class ToolOptions(AnalyzerConfigOptionsProvider project) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Global(project.GlobalOptions);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => project.GetOptions(tree);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => project.GetOptions(textFile);

    private sealed class Global(AnalyzerConfigOptions project) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
        {
            if (key != AcceptedRisks.ReportOption) return project.TryGetValue(key, out value);
            value = "true";
            return true;
        }
    }
}
