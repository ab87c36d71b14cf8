using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests;

/// <summary>An <c>.editorconfig</c> raises and silences every rule. The programs are those of each rule's own first test.</summary>
public sealed class SeverityTests
{
    public static TheoryData<Type> All { get; } = [.. AllRules.Types];

    [Theory]
    [MemberData(nameof(All))]
    public async Task AnEditorConfigRaisesAndSilencesTheRule(Type rule)
    {
        var (program, files) = await RuleHits.First(rule);
        string id = Rule(rule).SupportedDiagnostics[0].Id;
        var usual = await Find(rule, program, files);
        Assert.NotEmpty(usual);
        var raised = await Find(rule, Configured(program, $"dotnet_diagnostic.{id}.severity = error"), files);
        Assert.Equal(usual.Select(static d => d.Location.SourceSpan), raised.Select(static d => d.Location.SourceSpan));
        Assert.All(raised, static d => Assert.Equal(DiagnosticSeverity.Error, d.Severity));
        Assert.Empty(await Find(rule, Configured(program, $"dotnet_diagnostic.{id}.severity = none"), files));
    }

    private static DiagnosticAnalyzer Rule(Type rule) => (DiagnosticAnalyzer)Activator.CreateInstance(rule)!;

    private static async Task<Diagnostic[]> Find(Type rule, Compilation program, ImmutableArray<AdditionalText> files) =>
        [.. (await RuleTest.Diagnostics(program, files, Rule(rule))).Where(static d => d.Id.StartsWith("MLD", StringComparison.Ordinal))];

    private static Compilation Configured(Compilation program, string line)
    {
        var set = AnalyzerConfigSet.Create(ImmutableArray.Create(AnalyzerConfig.Parse(SourceText.From($"root = true\n[*.cs]\n{line}\n"), "/project/.editorconfig")));
        return program.WithOptions(program.Options.WithSyntaxTreeOptionsProvider(new Options(set)));
    }

    private sealed class Options(AnalyzerConfigSet set) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            set.GetOptionsForSourcePath("/project/" + tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            set.GlobalConfigOptions.TreeOptions.TryGetValue(diagnosticId, out severity);
    }
}
