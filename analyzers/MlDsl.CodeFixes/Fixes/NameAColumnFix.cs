using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Rename;
using MlDsl.Generators;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Renames a parameter of a feature method, everywhere, to the column or feature that was meant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NameAColumnFix() : OfferedFix("MLD0203")
{
    private protected override async Task<Offer?> Find(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.TryGetValue(Fix.Name, out string? member) || member is not { Length: > 0 }) return null;
        if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<ParameterSyntax>() is not { } syntax) return null;
        if (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model) return null;
        if (model.GetDeclaredSymbol(syntax, context.CancellationToken) is not { ContainingSymbol: IMethodSymbol method } parameter) return null;
        string name = char.ToLowerInvariant(member[0]) + member.Substring(1);
        if (SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None) name = member;
        if (IsTaken(name, method, syntax)) return null;
        return new Offer($"Rename to '{name}'", cancellation => Renamer.RenameSymbolAsync(context.Document.Project.Solution, parameter, default, name, cancellation));
    }

    // Another parameter or a local of that name would change what the body means.
    private static bool IsTaken(string name, IMethodSymbol method, ParameterSyntax syntax) =>
        method.Parameters.Any(p => p.Name == name)
        || (syntax.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.DescendantTokens().Any(t => t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText == name) ?? true);
}
