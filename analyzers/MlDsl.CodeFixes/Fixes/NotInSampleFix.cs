using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlDsl.Generators;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Reads the column of the sample file whose name is most like the property's: <c>[Column("name")]</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NotInSampleFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MLD0101"];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root) return;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(Fix.Name, out string? name) || name is not { Length: > 0 }) continue;
            if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<PropertyDeclarationSyntax>() is not { } property) continue;
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Read '{name}': [Column(\"{name}\")]",
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(property, RenamedColumnFix.Named(property, name)))),
                    equivalenceKey: nameof(NotInSampleFix)),
                diagnostic);
        }
    }
}
