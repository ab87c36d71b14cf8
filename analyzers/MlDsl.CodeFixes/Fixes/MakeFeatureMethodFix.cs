using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using MlDsl.Generators;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Makes a method public and static, as a feature is, where neither its body nor a caller needs an instance.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MakeFeatureMethodFix() : OfferedFix("MLD0201")
{
    private protected override async Task<Offer?> Find(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.TryGetValue(Fix.Modifier, out string? modifier) || modifier is not ("static" or "public")) return null;
        if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method) return null;
        if (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model) return null;
        if (model.GetDeclaredSymbol(method, context.CancellationToken) is not { } symbol) return null;
        if (!symbol.IsStatic && (NeedsInstance(method, model) || symbol.IsVirtual || symbol.IsOverride || symbol.IsAbstract)) return null;
        if (!symbol.IsStatic && await HasCallers(symbol, context).ConfigureAwait(false)) return null;
        return Offer.InFile("Make it public and static", context.Document, () => root.ReplaceNode(method, WithModifiers(method)));
    }

    private static bool NeedsInstance(MethodDeclarationSyntax method, SemanticModel model) => method.DescendantNodes().Any(node => node switch
    {
        ThisExpressionSyntax or BaseExpressionSyntax => true,
        SimpleNameSyntax { Parent: MemberAccessExpressionSyntax access } name when access.Name == name => false,
        SimpleNameSyntax name => model.GetSymbolInfo(name).Symbol is
            IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false } or IEventSymbol { IsStatic: false }
            or IMethodSymbol { IsStatic: false, MethodKind: MethodKind.Ordinary },
        _ => false,
    });

    // A call through an instance does not compile once the method is static.
    private static async Task<bool> HasCallers(ISymbol method, CodeFixContext context)
    {
        var references = await SymbolFinder.FindReferencesAsync(method, context.Document.Project.Solution, context.CancellationToken).ConfigureAwait(false);
        return references.Any(static r => r.Locations.Any());
    }

    private static MethodDeclarationSyntax WithModifiers(MethodDeclarationSyntax method)
    {
        SyntaxTriviaList leading = method.Modifiers.Count > 0 ? method.Modifiers[0].LeadingTrivia : method.ReturnType.GetLeadingTrivia();
        var rest = method.Modifiers.Where(static m => !SyntaxFacts.IsAccessibilityModifier(m.Kind()) && !m.IsKind(SyntaxKind.StaticKeyword))
            .Select(static m => m.WithLeadingTrivia());
        if (method.Modifiers.Count == 0) method = method.WithReturnType(method.ReturnType.WithLeadingTrivia());
        return method.WithModifiers(SyntaxFactory.TokenList([Keyword(SyntaxKind.PublicKeyword).WithLeadingTrivia(leading), Keyword(SyntaxKind.StaticKeyword), .. rest]));
    }

    private static SyntaxToken Keyword(SyntaxKind kind) => SyntaxFactory.Token(kind).WithTrailingTrivia(SyntaxFactory.Space);
}
