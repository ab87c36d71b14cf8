using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Language;

/// <summary>Says once, at the first declaration, that the project's C# is older than what MlDsl writes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LanguageAnalyzer : DiagnosticAnalyzer
{
    private static readonly string[] Markers = [Names.Dataset, Names.DatasetOf, Names.Features, Names.Model, OnnxNames.OnnxModel, OnnxNames.TreeModel, OnnxNames.MlNetModel];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [LanguageRules.TooOld];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation is not CSharpCompilation { LanguageVersion: < Languages.Needed } compilation || compilation.GetTypesByMetadataName(Names.Dataset).Length == 0) return;
            if (First(compilation, start.CancellationToken) is not { } first) return;
            start.RegisterSymbolAction(
                c =>
                {
                    if (!SymbolEqualityComparer.Default.Equals(c.Symbol, first)) return;
                    c.ReportDiagnostic(Diagnostic.Create(
                        LanguageRules.TooOld, c.Symbol.Place(), c.Symbol.Name, compilation.LanguageVersion.ToDisplayString(), Languages.Needed.ToDisplayString().Replace(".0", "")));
                },
                SymbolKind.NamedType);
        });
    }

    private static INamedTypeSymbol? First(CSharpCompilation compilation, CancellationToken cancellation)
    {
        var trees = compilation.SyntaxTrees;
        return Marked(compilation.Assembly.GlobalNamespace, cancellation)
            .OrderBy(t => t.Place() is { SourceTree: { } tree } ? trees.IndexOf(tree) : int.MaxValue)
            .ThenBy(static t => t.Place().SourceSpan.Start)
            .FirstOrDefault();
    }

    private static IEnumerable<INamedTypeSymbol> Marked(INamespaceOrTypeSymbol container, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        foreach (INamespaceOrTypeSymbol inner in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (inner is INamedTypeSymbol type && Markers.Any(m => type.Find(m) is not null)) yield return type;
            foreach (INamedTypeSymbol deeper in Marked(inner, cancellation)) yield return deeper;
        }
    }
}
