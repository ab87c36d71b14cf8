using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Rename;
using MlDsl.Generators;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Renames a parameter of a feature method, everywhere, to the column or feature that was meant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NameAColumnFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MLD0203"];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model) return;
        SyntaxNode root = await model.SyntaxTree.GetRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(Fix.Name, out string? member) || member is not { Length: > 0 }) continue;
            if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<ParameterSyntax>() is not { } syntax) continue;
            if (model.GetDeclaredSymbol(syntax, context.CancellationToken) is not { ContainingSymbol: IMethodSymbol method } parameter) continue;
            string name = char.ToLowerInvariant(member[0]) + member.Substring(1);
            if (SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None) name = member;
            if (IsTaken(name, method, syntax)) continue;
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Rename to '{name}'",
                    cancellation => Renamer.RenameSymbolAsync(context.Document.Project.Solution, parameter, default, name, cancellation),
                    equivalenceKey: nameof(NameAColumnFix)),
                diagnostic);
        }
    }

    // Another parameter or a local of that name would change what the body means.
    private static bool IsTaken(string name, IMethodSymbol method, ParameterSyntax syntax) =>
        method.Parameters.Any(p => p.Name == name)
        || (syntax.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.DescendantTokens().Any(t => t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText == name) ?? true);
}
